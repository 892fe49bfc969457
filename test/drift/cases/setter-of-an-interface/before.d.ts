export declare interface Options { get level(): string; set level(value: string | number) }
export declare class Store { open(options: Options): Promise<void>; get size(): number; set size(value: number | string); }

export declare class Box {
  open(name: string, options?: OpenOptions): Promise<void>;
}

export declare interface OpenOptions {
  mode?: string;
}
