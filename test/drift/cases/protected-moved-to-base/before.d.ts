export declare class Base {
  name: string;
  protected other: number;
}
export declare class Thing extends Base {
  find(): void;
  protected limit: number;
  protected skip(): string;
}
export declare class Box {
  open(name: string): Promise<void>;
}
