export declare class Thing {
  find(options?: FindOptions): Promise<string>;
}
export declare interface FindOptions {
  limit?: number;
  skip: number;
}

export declare class Box {
  open(name: string, options?: OpenOptions): Promise<void>;
}

export declare interface OpenOptions {
  mode?: string;
}
