export declare type All = [name: string, size?: number];
export declare class Thing {
  constructor(...args: [name: string, size?: number]);
  one(...args: [name: string, size?: number]): void;
  two(call: (...args: All) => void): void;
  three(...args: [name: string, size: number]): void;
}
