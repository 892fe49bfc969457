export declare class Thing {
  name: string;
  find(options?: FindOptions): Promise<string>;
  /* Excluded from this release type: count */
}
export declare interface FindOptions {
  limit?: number;
}
