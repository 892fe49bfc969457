export declare class Thing {
  find(): void;
  protected limit: number;
  protected skip(): string;
}
export declare class Box {
  open(name: string): Promise<void>;
}
