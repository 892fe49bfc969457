declare interface AsyncDisposable_2 { [Symbol.asyncDispose](): Promise<void> }
export { AsyncDisposable_2 as AsyncDisposable };
export declare class Store implements AsyncDisposable_2 { open(): Promise<void>; }

export declare class Box {
  open(name: string, options?: OpenOptions): Promise<void>;
}

export declare interface OpenOptions {
  mode?: string;
}
