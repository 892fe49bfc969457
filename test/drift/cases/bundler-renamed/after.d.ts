export declare class Thing implements Shape {
  a: string;
}
export declare interface Shape {
  a: string;
}

export declare class Box {
  open(name: string, options?: OpenOptions): Promise<void>;
}

export declare interface OpenOptions {
  mode?: string;
}
