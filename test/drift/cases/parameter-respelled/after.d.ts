export declare class Thing {
  get(a: B): string;
}
export declare interface A {
  x: string;
}
export declare interface B {
  x: string;
}

export declare class Box {
  open(name: string, options?: OpenOptions): Promise<void>;
}

export declare interface OpenOptions {
  mode?: string;
}
