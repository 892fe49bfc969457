export declare class Thing<S = string> {
  get<T>(key: T): T;
  put<T>(key: T, value: string): Promise<T>;
}

export declare class Box {
  open(name: string, options?: OpenOptions): Promise<void>;
}

export declare interface OpenOptions {
  mode?: string;
}
