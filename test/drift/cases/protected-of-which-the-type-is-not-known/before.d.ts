export declare class Thing {
  find(): void;
  protected limit;
  protected skip;
}
export declare class Box {
  open(name: string): Promise<void>;
}
