export declare class Thing {
  get(a: string): string;
  get(a: number, b: number, c: number): number;
}

export declare class Box {
  open(name: string, options?: OpenOptions): Promise<void>;
}

export declare interface OpenOptions {
  mode?: string;
}
