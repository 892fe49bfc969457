export declare class Thing implements Shape_2 {
  a: string;
}
declare interface Shape_2 {
  a: string;
}
export { Shape_2 as Shape }

export declare class Box {
  open(name: string, options?: OpenOptions): Promise<void>;
}

export declare interface OpenOptions {
  mode?: string;
}
