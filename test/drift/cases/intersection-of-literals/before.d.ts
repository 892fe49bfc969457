export declare class Thing {
  one(): ('a' | 'b') & ('b' | 'c');
  two(): string & {};
  three<T>(): T;
}
