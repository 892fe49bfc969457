export declare class Base<T> {
  b: T;
}
export declare class Thing extends Base<string> {
  a: string;
}

export declare class Box {
  open(name: string, options?: OpenOptions): Promise<void>;
}

export declare interface OpenOptions {
  mode?: string;
}
