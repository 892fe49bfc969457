export declare class Thing {
  find(): void;
  protected constructor(name: string, size: number);
}
export declare class Opened {
  find(): void;
  protected constructor(name: string);
}
export declare class Closed {
  find(): void;
  protected constructor(name: string);
}
export declare class Box {
  open(name: string): Promise<void>;
}
