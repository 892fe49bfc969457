export declare type Many<T> = T | Array<T>;
export declare type Names = Many<string>;

export declare class Box {
  open(name: string, options?: OpenOptions): Promise<void>;
}

export declare interface OpenOptions {
  mode?: string;
}
