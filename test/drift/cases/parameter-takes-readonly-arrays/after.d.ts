export declare class Thing {
  get(a: ReadonlyArray<string>): string;
}

export declare class Box {
  open(name: string, options?: OpenOptions): Promise<void>;
}

export declare interface OpenOptions {
  mode?: string;
}
