import { deserialize } from 'bson';
export { deserialize };
export { Long } from 'bson';
export * as wire from 'bson';

export declare class Box {
  open(name: string, options?: OpenOptions): Promise<void>;
}

export declare interface OpenOptions {
  mode?: string;
}
