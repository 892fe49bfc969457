export declare type Names = 'a' | 'b';
export declare interface Point { x: number; y?: string }
export declare class Store {
  one(a: boolean): boolean;
  two(a: Names): Names[];
  three(a: Point): Readonly<string[]>;
  four(a: string | 'a'): Promise<number | undefined>;
  five(f: (a: string) => void): void;
  six(a: Partial<Point>): Pick<Point, 'x'>;
  seven(a: keyof Point): Point['x'];
  eight(a: Record<'k', number>): Exclude<'a' | 'b', 'b'>;
}

export declare class Box {
  open(name: string, options?: OpenOptions): Promise<void>;
}

export declare interface OpenOptions {
  mode?: string;
}
