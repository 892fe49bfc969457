export declare interface Point { x: string; readonly y?: number }
export declare class Thing {
  one(options: { [K in 'x']: string }): void;
  two(options: { [K in 'a' | 'b']?: string }): void;
  three(options: { readonly [K in keyof Point]: Point[K] }): void;
  four(options: { -readonly [K in keyof Point]-?: Point[K] }): void;
  five(options: { [K in 'x' as `get${Uppercase<K>}`]: string }): void;
  six(options: { [K in 'x']: string }): void;
}
