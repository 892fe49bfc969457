export declare class Thing {
  get(a: number | string, f: (y: string) => void): "a"[];
}

export declare class Box {
  open(name: string, options?: OpenOptions): Promise<void>;
}

export declare interface OpenOptions {
  mode?: string;
}
