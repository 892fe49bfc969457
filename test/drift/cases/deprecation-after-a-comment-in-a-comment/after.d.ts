export declare class Thing {
  /**
   * Takes `/*` for a start: it is /* text *\/ and goes on.
   * @deprecated
   */
  get(): string;
}

export declare class Box {
  open(name: string, options?: OpenOptions): Promise<void>;
}

export declare interface OpenOptions {
  mode?: string;
}
