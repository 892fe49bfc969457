export declare class Thing {
  find(): void;
  protected limit: number;
  skip: number;
}
export declare class Box {
  open(name: string): Promise<void>;
}
