export declare class Thing {
  name: string | number;
  find(options?: FindOptions): Promise<string>;
  /** @deprecated */
  other: string;
}
export declare interface FindOptions {
  limit?: number;
}
