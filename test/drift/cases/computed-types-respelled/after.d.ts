export declare type Kind<T> = T extends string ? T : never;
export declare class Thing {
  one(): Parameters<(name: string, size?: number) => void>;
  two(): ReturnType<() => string>;
  three(): Awaited<Promise<string | null>>;
  four(): Uppercase<'a' | 'b'>;
  five(): `${'a' | 'b'}.x`;
  six(): [...[string, number], boolean];
  seven(): Kind<'a' | 1>;
  eight(): ReturnType<() => string>;
  nine<T>(): Kind<T>;
}
