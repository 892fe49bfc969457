export declare class Thing {
  find(): void;
  protected limit: number | string;
  protected opened(name: string): Promise<string | null>;
  protected static make(name: string, other: number): Thing;
  protected same?: number | string;
}
export declare class Box {
  open(name: string): Promise<void>;
}
