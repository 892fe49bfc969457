declare class Store { constructor(url: string); open(): Promise<void>; }
export { type Store };

export declare class Box {
  open(name: string, options?: OpenOptions): Promise<void>;
}

export declare interface OpenOptions {
  mode?: string;
}
