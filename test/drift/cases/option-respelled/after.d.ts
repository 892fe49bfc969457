export declare type Count = number | string;
export declare class Thing {
  find(options?: FindOptions): Promise<string>;
}
export declare interface FindOptions {
  limit?: string | number;
}

export declare class Box {
  open(name: string, options?: OpenOptions): Promise<void>;
}

export declare interface OpenOptions {
  mode?: string;
}
