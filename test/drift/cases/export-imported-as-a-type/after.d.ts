import type { Long } from 'bson';
export { Long };
declare const LIMIT: 16;
export { type LIMIT };

export declare class Box {
  open(name: string, options?: OpenOptions): Promise<void>;
}

export declare interface OpenOptions {
  mode?: string;
}
