export declare class Thing {
  name: string;
  find(options?: FindOptions): Promise<string>;
  count(): number;
}
export declare interface FindOptions {
  limit?: number;
}
