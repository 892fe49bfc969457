import type { ConnectionOptions } from 'tls';
export declare class Thing {
  find(options?: FindOptions): Promise<string>;
}
export declare interface FindOptions extends Pick<ConnectionOptions, 'ca' | 'crl'> {
  limit?: number;
}

export declare class Box {
  open(name: string, options?: OpenOptions): Promise<void>;
}

export declare interface OpenOptions {
  mode?: string;
}
