export declare class Shelf { find<const T>(of: T): T }
export declare interface Slot<in T> { put(of: T): void }

export declare class Box {
  open(name: string, options?: OpenOptions): Promise<void>;
}

export declare interface OpenOptions {
  mode?: string;
}
