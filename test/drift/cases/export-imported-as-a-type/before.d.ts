import { Long } from 'bson';
export { Long };
export declare const LIMIT: 16;

export declare class Box {
  open(name: string, options?: OpenOptions): Promise<void>;
}

export declare interface OpenOptions {
  mode?: string;
}
