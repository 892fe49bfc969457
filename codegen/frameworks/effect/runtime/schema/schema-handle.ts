import * as Pipeable from 'effect/Pipeable';

const Base: new () => Pipeable.Pipeable = Pipeable.Class;

/** Base of the classes that read and write by a schema. */
export abstract class SchemaHandle extends Base {
  /** The driver's own object. A cursor only has one if it wraps a cursor of the driver. */
  abstract get delegate(): object | undefined;
}
