export declare class First {
  find(): void;
}
export declare class Hidden {
  find(): void;
  private constructor();
}
export declare class Box {
  open(name: string): Promise<void>;
}
