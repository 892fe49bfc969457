export declare class Base {
  name: string;
  protected other: number;
  protected limit: number;
  protected skip(): number;
}
export declare class Thing extends Base {
  find(): void;
  protected other: number;
}
export declare class Box {
  open(name: string): Promise<void>;
}
