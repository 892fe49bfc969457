export declare class Thing {
  find(options?: FindOptions): Promise<string>;
  count(options?: CountOptions): Promise<number>;
}
export declare interface FindOptions extends BaseOptions {
  limit?: number;
}
export declare interface CountOptions extends BaseOptions {
  hint?: string;
}
export declare interface BaseOptions {
  a?: 1;
  b?: 2;
  c?: 3;
  d?: 4;
}

export declare class Box {
  open(name: string, options?: OpenOptions): Promise<void>;
}

export declare interface OpenOptions {
  mode?: string;
}
