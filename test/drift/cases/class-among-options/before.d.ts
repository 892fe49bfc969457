export declare class Filter { match(): boolean; skip(): void }
export declare class Rule { match(): boolean }
export declare class Store { open(options: { a?: string } | Filter): Promise<void>; find(options: { a?: string } | Filter): Promise<void>; }

export declare class Box {
  open(name: string, options?: OpenOptions): Promise<void>;
}

export declare interface OpenOptions {
  mode?: string;
}
