export declare const NAMES: readonly ['a', 'b', 'c'];
export declare const OTHERS: readonly ['x'];

export declare class Box {
  open(name: string, options?: OpenOptions): Promise<void>;
}

export declare interface OpenOptions {
  mode?: string;
}
