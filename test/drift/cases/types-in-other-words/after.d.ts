export declare type Names = 'a' | 'b';
export declare interface Point { x: number; y?: string }
export declare class Store {
  one(a: true | false): false | true;
  two(a: 'b' | 'a'): ('a' | 'b')[];
  three(a: { y?: string; x: number }): readonly string[];
  four(a: string): Promise<undefined | number>;
  five(f: { (b: string): void }): void;
  six(a: { x?: number; y?: string }): { x: number };
  seven(a: 'x' | 'y'): number;
  eight(a: { k: number }): 'a';
}

export declare class Box {
  open(name: string, options?: OpenOptions): Promise<void>;
}

export declare interface OpenOptions {
  mode?: string;
}
