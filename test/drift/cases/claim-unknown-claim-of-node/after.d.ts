import { Writable } from 'stream';
export declare class Thing extends Writable {
  abort(): Promise<void>;
}
