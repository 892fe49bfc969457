export declare class Thing {
  close(options?: { force?: boolean; timeoutMS?: number }): void;
}

export declare class Box {
  open(name: string, options?: OpenOptions): Promise<void>;
}

export declare interface OpenOptions {
  mode?: string;
}
