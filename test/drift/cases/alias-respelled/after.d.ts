export declare type Many<T> = T[] | T;
export declare type Names = string | string[];

export declare class Box {
  open(name: string, options?: OpenOptions): Promise<void>;
}

export declare interface OpenOptions {
  mode?: string;
}
