export declare class Thing {
  a: string;
  /* Excluded from this release type: b */
}

export declare class Box {
  open(name: string, options?: OpenOptions): Promise<void>;
}

export declare interface OpenOptions {
  mode?: string;
}
