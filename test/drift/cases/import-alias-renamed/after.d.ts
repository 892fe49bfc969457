import type { ConnectionOptions } from 'tls';
export declare class Thing {
  tls(options: ConnectionOptions): void;
}

export declare class Box {
  open(name: string, options?: OpenOptions): Promise<void>;
}

export declare interface OpenOptions {
  mode?: string;
}
