export declare interface Point { x: string; readonly y?: number }
export declare class Thing {
  one(options: { x: string }): void;
  two(options: { a?: string; b?: string }): void;
  three(options: { readonly x: string; readonly y?: number }): void;
  four(options: { x: string; y: number }): void;
  five(options: { getX: string }): void;
  six(options: { x: number }): void;
}
