export declare class First {
  find(): void;
  private one;
}
export declare class Hidden {
  find(): void;
  private constructor();
  protected one: string;
}
export declare class Box {
  open(name: string): Promise<void>;
}
