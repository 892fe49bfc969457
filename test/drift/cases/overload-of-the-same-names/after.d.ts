export declare class Thing {
  get(options: Map<string, 1>): number;
  get(options: Map<string, string>): string;
  get(): boolean;
}

export declare class Box {
  open(name: string, options?: OpenOptions): Promise<void>;
}

export declare interface OpenOptions {
  mode?: string;
}
