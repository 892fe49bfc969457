export declare class Thing {
  constructor(name: string, size?: number);
  one(name: string, size?: number): void;
  two(call: (name: string, size?: number) => void): void;
  three(name: string, size?: number): void;
}
