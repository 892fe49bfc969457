import type { Elsewhere } from 'elsewhere';
export declare interface Opts extends Elsewhere { own?: string }
export declare class Store { open(options: Opts): Promise<void>; }

export declare class Box {
  open(name: string, options?: OpenOptions): Promise<void>;
}

export declare interface OpenOptions {
  mode?: string;
}
