export declare class Thing extends TypedEventEmitter<ThingEvents> {
  a: string;
}
export declare class TypedEventEmitter<Events> {
  on(): this;
}
export declare interface ThingEvents {
  open(): void;
}
