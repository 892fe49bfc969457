export declare interface Base { a?: string; b?: string }
export declare interface Settled extends Required<Pick<Base, 'a'>> { own: string }
export declare class Store { open(options: Base): Promise<Settled>; }

export declare class Box {
  open(name: string, options?: OpenOptions): Promise<void>;
}

export declare interface OpenOptions {
  mode?: string;
}
