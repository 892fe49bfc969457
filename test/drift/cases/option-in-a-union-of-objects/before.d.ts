export declare class Thing {
  put(value: { x: bigint; z: string } | { x: string; z: number | string }): void;
}
