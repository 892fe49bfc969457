export declare class Thing {
  find(): void;
  limit: number;
  protected skip: number;
}
export declare class Box {
  open(name: string): Promise<void>;
}
