export declare const LEVEL: number;
export declare let NAME: string;
export declare var MODE: 'b' | 'a';
export declare class Thing {
  find(): void;
}
