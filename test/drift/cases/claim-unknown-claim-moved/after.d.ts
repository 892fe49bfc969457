export declare class Thing extends Base {
  name: string;
  find(options?: FindOptions): Promise<string>;
}
export declare interface FindOptions {
  limit?: number;
}
export declare class Base {
  count(): Promise<number>;
}
