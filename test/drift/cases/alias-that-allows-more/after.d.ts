export declare class Pref { mode: string }
export declare type PrefLike = Pref | 'primary';
export declare class Store { open(pref: PrefLike): Pref; stream(): Iterable<string> & AsyncIterable<string>; }

export declare class Box {
  open(name: string, options?: OpenOptions): Promise<void>;
}

export declare interface OpenOptions {
  mode?: string;
}
