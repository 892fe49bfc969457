export declare class Thing {
  /* Excluded from this release type: __constructor */
  a: string;
}

export declare class Box {
  open(name: string, options?: OpenOptions): Promise<void>;
}

export declare interface OpenOptions {
  mode?: string;
}
