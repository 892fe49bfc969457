export declare class Thing {
  name: string;
  find(options?: FindOptions): Promise<string>;
  count(): Promise<number>;
}
export declare interface FindOptions {
  limit?: number;
}
