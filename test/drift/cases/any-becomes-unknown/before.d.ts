export declare interface Reply { body: any }
export declare interface Query { value?: any }
export declare type Loose = any;
export declare class Store { readonly tag: any; list(): Promise<any[]>; ask(query: Query, extra: any): Promise<Reply>; each(visit: (row: any) => void): void; }

export declare class Box {
  open(name: string, options?: OpenOptions): Promise<void>;
}

export declare interface OpenOptions {
  mode?: string;
}
