export declare interface Reply { body: unknown }
export declare interface Query { value?: unknown }
export declare type Loose = unknown;
export declare class Store { readonly tag: unknown; list(): Promise<unknown[]>; ask(query: Query, extra: unknown): Promise<Reply>; each(visit: (row: unknown) => void): void; }

export declare class Box {
  open(name: string, options?: OpenOptions): Promise<void>;
}

export declare interface OpenOptions {
  mode?: string;
}
