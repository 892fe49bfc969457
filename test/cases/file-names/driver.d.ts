/** Classes whose modules would be those of the generator itself, where the case of a letter counts for nothing. */
export declare class Index {
    drop(): Promise<void>;
    types(): Types;
}
export declare class Types {
    read(options?: ReadOptions): Promise<Classes[]>;
}
export declare class Classes {
    runtime(): Runtime;
    base(): Base;
}
export declare class Runtime extends Types {
    stop(): Promise<void>;
}
export declare class Base extends Index {
    close(): Promise<void>;
}
export declare interface ReadOptions {
    index?: Index;
}
