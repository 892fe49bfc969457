export declare class Thing {
  find(options?: FindOptions): Promise<string>;
}
declare const KEYS: readonly ['a', 'b'];
export declare interface FindOptions extends Pick<AllOptions, (typeof KEYS)[number]> {
  limit?: number;
}
export declare interface AllOptions {
  a?: 1;
  b?: 2;
  c?: 3;
}

export declare class Box {
  open(name: string, options?: OpenOptions): Promise<void>;
}

export declare interface OpenOptions {
  mode?: string;
}
