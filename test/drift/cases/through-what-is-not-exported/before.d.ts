declare const MODES: { readonly slow: 'slow' };
declare class Hidden { static make(): string }
declare const Store_base: new () => { close(): Promise<string> };
declare const UNSEEN: 1;
export declare const hidden: typeof Hidden;
export declare type Mode = keyof typeof MODES;
export declare class Store extends Store_base { run(mode: Mode, m: typeof MODES): Promise<void>; }

export declare class Box {
  open(name: string, options?: OpenOptions): Promise<void>;
}

export declare interface OpenOptions {
  mode?: string;
}
