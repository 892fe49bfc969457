import { serialize as deserialize } from 'bson';
export { deserialize };
export { Int32 as Long } from 'other-bson';
export * as wire from 'other-bson';

export declare class Box {
  open(name: string, options?: OpenOptions): Promise<void>;
}

export declare interface OpenOptions {
  mode?: string;
}
