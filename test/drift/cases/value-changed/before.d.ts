export declare const Mode: Readonly<{
  readonly a: 'a';
}>;

export declare class Box {
  open(name: string, options?: OpenOptions): Promise<void>;
}

export declare interface OpenOptions {
  mode?: string;
}
