export declare class Thing {
  find(options?: FindOptions): Promise<string>;
  count(options?: CountOptions & { timeoutMS?: number }): Promise<number>;
}
export declare interface BaseOptions {
  session?: string;
  timeoutMS?: number;
}
export declare interface FindOptions extends BaseOptions {
  limit?: number;
}
export declare interface CountOptions extends Omit<BaseOptions, 'timeoutMS'> {
  x?: 1;
}

export declare class Box {
  open(name: string, options?: OpenOptions): Promise<void>;
}

export declare interface OpenOptions {
  mode?: string;
}
