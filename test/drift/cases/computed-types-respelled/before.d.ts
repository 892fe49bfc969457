export declare type Kind<T> = T extends string ? T : never;
export declare class Thing {
  one(): [string, number?];
  two(): string;
  three(): string | null;
  four(): 'A' | 'B';
  five(): 'a.x' | 'b.x';
  six(): [string, number, boolean];
  seven(): 'a';
  eight(): string | number;
  nine<T>(): T;
}
