export declare class Thing {
  find(): void;
  protected limit: number;
  protected opened(name: string | undefined): Promise<string>;
  protected static make(name: string): Thing;
  protected same?: string | number;
}
export declare class Box {
  open(name: string): Promise<void>;
}
