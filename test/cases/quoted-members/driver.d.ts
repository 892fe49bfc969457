export declare class Pool {
    'drain-all'(): Promise<void>;
    größe: number;
    42(): string;
    get 'x-y'(): string;
    set 'x-y'(value: string);
    'it\'s "q": #'(other: Other): Promise<Other>;
    'static x'(): Promise<void>;
    '[kX]': Other;
    static 'odd one'(): Promise<void>;
    static readonly 'K-1': 'a\'b';
    true(): void;
    close(): Promise<void>;
}
export declare class Other {
    close(): Promise<void>;
}
