import type { ConnectionOptions as ConnectionOptions_2 } from 'tls';
export declare class Thing {
  tls(options: ConnectionOptions_2): void;
}

export declare class Box {
  open(name: string, options?: OpenOptions): Promise<void>;
}

export declare interface OpenOptions {
  mode?: string;
}
