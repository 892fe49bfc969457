export declare class Thing extends TypedEventEmitter<ThingEvents> {
  a: string;
}
export declare class TypedEventEmitter<Events> {
  on(): this;
}
export declare interface ThingEvents {
  open(): void;
  close(): void;
}

export declare class Box {
  open(name: string, options?: OpenOptions): Promise<void>;
}

export declare interface OpenOptions {
  mode?: string;
}
