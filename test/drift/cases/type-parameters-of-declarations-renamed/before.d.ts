export declare interface Opts<A, B = A> { pick?: A; other?: B }
export declare type Pair<A, B> = { first: A; second: B };
export declare class Shelf<A> { get(o?: Opts<A>): Promise<A>; readonly pair: Pair<A, string>; map<C>(f: (a: A) => C): C; }

export declare class Box {
  open(name: string, options?: OpenOptions): Promise<void>;
}

export declare interface OpenOptions {
  mode?: string;
}
