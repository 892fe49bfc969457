export declare class Thing {
  find(): void;
  protected gone(): void;
  protected hidden: string;
  private shown: string;
  protected left: string;
}
export declare class Box {
  open(name: string): Promise<void>;
}
