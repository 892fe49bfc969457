import { Writable } from 'stream';
export declare class Thing extends Writable {
  write(chunk: string): boolean;
  abort(): Promise<void>;
}

export declare class Box {
  open(name: string, options?: OpenOptions): Promise<void>;
}

export declare interface OpenOptions {
  mode?: string;
}
