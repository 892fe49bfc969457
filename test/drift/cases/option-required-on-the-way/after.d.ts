export declare interface Base { a?: string; b?: string; c?: number; own?: string }
export declare interface Settled extends Required<Pick<Base, 'a' | 'c'>> { own: string | 1 }
export declare class Store { open(options: Base): Promise<Settled>; }

export declare class Box {
  open(name: string, options?: OpenOptions): Promise<void>;
}

export declare interface OpenOptions {
  mode?: string;
}
