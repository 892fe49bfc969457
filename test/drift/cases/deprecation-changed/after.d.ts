export declare class Thing {
  /** @deprecated another reason */
  get(): string;
}

export declare class Box {
  open(name: string, options?: OpenOptions): Promise<void>;
}

export declare interface OpenOptions {
  mode?: string;
}
