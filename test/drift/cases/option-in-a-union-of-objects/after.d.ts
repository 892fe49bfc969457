export declare class Thing {
  put(value: { x: string; z: number } | { x: bigint; z: number | string }): void;
}
