export declare class Thing {
  find(): void;
  protected constructor(name: string);
}
export declare class Opened {
  find(): void;
  private constructor();
}
export declare class Closed {
  find(): void;
  constructor(name: string);
}
export declare class Box {
  open(name: string): Promise<void>;
}
