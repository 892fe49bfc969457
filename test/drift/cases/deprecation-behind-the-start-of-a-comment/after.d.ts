export declare class Thing {
  /**
   * Gets it.
   /* @deprecated - Will be made internal.
   */
  get(): string;
}

export declare class Box {
  open(name: string, options?: OpenOptions): Promise<void>;
}

export declare interface OpenOptions {
  mode?: string;
}
