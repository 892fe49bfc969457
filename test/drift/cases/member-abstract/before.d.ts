export declare abstract class Shelf { abstract open(): void; shut(): void }

export declare class Box {
  open(name: string, options?: OpenOptions): Promise<void>;
}

export declare interface OpenOptions {
  mode?: string;
}
