export declare class Thing {
  get(a: (string | number), f: (x: string) => void): Array<'a'>;
}

export declare class Box {
  open(name: string, options?: OpenOptions): Promise<void>;
}

export declare interface OpenOptions {
  mode?: string;
}
