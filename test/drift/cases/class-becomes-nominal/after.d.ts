export declare class First {
  find(): void;
  private one;
}
export declare class Sharp {
  find(): void;
  #private;
}
export declare class More {
  find(): void;
  private another;
  private two;
}
export declare class Statics {
  find(): void;
  private static one;
}
export declare class Below extends First {
  own(): void;
}
export declare abstract class Abstract {
  find(): void;
  private one;
}
export declare class Box {
  open(name: string): Promise<void>;
}
