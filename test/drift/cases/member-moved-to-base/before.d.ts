export declare class Base {
  a: string;
}
export declare class Thing extends Base {
  b(value: string): void;
}

export declare class Box {
  open(name: string, options?: OpenOptions): Promise<void>;
}

export declare interface OpenOptions {
  mode?: string;
}
