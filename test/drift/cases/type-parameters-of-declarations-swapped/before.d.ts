export declare type Pair<A, B> = { first: A; second: B };
export declare class Shelf<A, B> { get(): Promise<A>; put(value: B): void; }

export declare class Box {
  open(name: string, options?: OpenOptions): Promise<void>;
}

export declare interface OpenOptions {
  mode?: string;
}
