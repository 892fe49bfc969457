export declare class Thing {
  find(): void;
  private hidden: string;
  protected shown: string;
  protected came: number;
}
export declare class Box {
  open(name: string): Promise<void>;
}
