/** Where a function of the user's may stand the callback cannot: it stands behind. */
export declare class Store {
    each(visit?: (name: string) => boolean, options?: { limit?: number }): Promise<number>;
    union(of?: string | (() => void)): Promise<void>;
    alias(of?: Visit): Promise<void>;
    hook(of?: Hook): Promise<void>;
    any(of?: unknown, more?: number): Promise<void>;
    generic<T>(of?: T): Promise<T>;
    constrained<T extends object | (() => void), U extends string>(of?: T, more?: U): Promise<T>;
    /** The shorter one has no place of its own for a callback. */
    either(name: string): Promise<void>;
    either(name: string, visit: () => void): Promise<void>;
    /** The same, where what the longer one has is called like the callback. */
    called(name: string): Promise<void>;
    called(name: string, callback: () => void): Promise<void>;
    /** What one overload has first is what the other has last. */
    crossed(callback: string): Promise<void>;
    crossed(name: string, callback: () => void): Promise<void>;
}
export declare type Visit = ((name: string) => boolean) | undefined;
export declare interface Hook {
    (name: string): void;
}
