export declare type Pair<B, A> = { first: A; second: B };
export declare class Shelf<B, A> { get(): Promise<A>; put(value: B): void; }

export declare class Box {
  open(name: string, options?: OpenOptions): Promise<void>;
}

export declare interface OpenOptions {
  mode?: string;
}
