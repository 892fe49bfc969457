export declare class First {
  find(): void;
}
export declare class Sharp {
  find(): void;
}
export declare class More {
  find(): void;
  private one: string;
}
export declare class Statics {
  find(): void;
}
export declare class Below extends First {
  own(): void;
  private only: string;
}
export declare class Abstract {
  find(): void;
}
export declare class Box {
  open(name: string): Promise<void>;
}
