import * as Pipeable from 'effect/Pipeable';

const Base: new () => Pipeable.Pipeable = Pipeable.Class;

/** Base of what reads and writes by a schema. */
export abstract class SchemaHandle extends Base {
  /** The driver's own object of what it decodes; a cursor has one where it was made from one. */
  abstract get delegate(): object | undefined;
}
