export declare let LEVEL: number;
export declare var NAME: string;
export declare const MODE: 'a' | 'b';
export declare class Thing {
  find(): void;
}
