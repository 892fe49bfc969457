export declare class Thing {
  name: string;
  find(options?: FindOptions): Promise<string>;
}
export declare interface FindOptions {
  limit?: number;
}
