export declare class Thing {
  one(): 'b';
  two(): NonNullable<string>;
  three<T>(): NonNullable<T>;
}
