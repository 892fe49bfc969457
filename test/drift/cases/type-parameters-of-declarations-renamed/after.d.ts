export declare interface Opts<X, Y = X> { pick?: X; other?: Y }
export declare type Pair<K, V> = { first: K; second: V };
export declare class Shelf<T> { get(o?: Opts<T>): Promise<T>; readonly pair: Pair<T, string>; map<U>(f: (a: T) => U): U; }

export declare class Box {
  open(name: string, options?: OpenOptions): Promise<void>;
}

export declare interface OpenOptions {
  mode?: string;
}
