declare class Inner {
  a: string;
}
export declare class Thing extends Inner {
  b: string;
}

export declare class Box {
  open(name: string, options?: OpenOptions): Promise<void>;
}

export declare interface OpenOptions {
  mode?: string;
}
