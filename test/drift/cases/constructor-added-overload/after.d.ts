export declare class Thing {
  constructor(a: string);
  constructor(x: number, y: number, z: number);
  a: string;
}

export declare class Box {
  open(name: string, options?: OpenOptions): Promise<void>;
}

export declare interface OpenOptions {
  mode?: string;
}
