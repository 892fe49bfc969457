export declare class Thing {
  get(): Promise<Got>;
}
export declare interface Got {
  a?: string;
}

export declare class Box {
  open(name: string, options?: OpenOptions): Promise<void>;
}

export declare interface OpenOptions {
  mode?: string;
}
