export declare interface Boxed<T> { of: T }
export declare type Content<T> = T extends Boxed<infer U> ? U : never;
export declare type Same<T> = T;

export declare class Store {
  put(options: Required<{ value?: string; other?: string; inner?: string }>): void;
}
