import type { Driver, DriverMember } from '../driver.js';
import { findClass, findConstant } from '../lookup.js';
import { functionType } from '../types/signature.js';
import type { ObjectMember, TypeText } from '../types/type-text.js';
import { type Field, type FieldSet, fieldSet, joinTypes, NO_OBJECT } from './field-set.js';

/**
 * Evaluates a type whose fields are not listed in a declaration, such as a conditional one. Undefined if that is not
 * possible.
 */
export type Evaluate = (driver: Driver, type: TypeText, variables: readonly string[]) => TypeText | undefined;

/** The context in which the fields of a declaration are read. */
export interface FieldContext {
  readonly driver: Driver;
  /** The declaration that is being read. */
  readonly owner: string;
  /** Type parameters without an argument. */
  readonly variables: ReadonlySet<string>;
  /** The declarations that are being followed, the outermost first. */
  readonly within: readonly string[];
  readonly evaluate: Evaluate | undefined;
}

/** Converts a member of a class to one of an object type. */
export function objectMemberOf(member: DriverMember): ObjectMember {
  const { name, docs, place } = member;
  if (member.kind === 'method')
    return { kind: 'method', name, optional: false, overloads: member.overloads, docs, place };
  const { type, optional, readonly, setterType } = member;
  const setter = setterType === undefined ? {} : { setterType };
  return { kind: 'property', name, optional, readonly, type, ...setter, docs, place };
}

/** The fields of an object type or an interface. Call signatures are not fields. */
export function memberFields(members: readonly ObjectMember[], context: FieldContext): FieldSet {
  const fields = new Map<string, Field>();
  for (const member of members) {
    if (member.kind !== 'property' && member.kind !== 'method') continue;
    const { docs, place, optional } = member;
    const name = keyOf(member.name, context.driver);
    const type =
      member.kind === 'property' ? member.type : joinTypes('intersection', member.overloads.map(functionType));
    const readonly = member.kind === 'property' && member.readonly;
    const setter =
      member.kind === 'property' && member.setterType !== undefined ? { setterType: member.setterType } : {};
    fields.set(name, { name, optional, readonly, type, ...setter, owner: context.owner, docs, place });
  }
  // A type that can only be called has no fields.
  if (members.length > 0 && members.every(isCall)) return NO_OBJECT;
  const indexes = members.filter((member) => member.kind === 'index');
  return fieldSet({ fields, open: indexes.length > 0, indexes });
}

function isCall({ kind }: ObjectMember): boolean {
  return kind === 'call' || kind === 'construct';
}

/** The key of `[AbstractCursor.CLOSE]` or `[NAME]`, if a declaration has its value. Otherwise the name unchanged. */
function keyOf(name: string, driver: Driver): string {
  if (!name.startsWith('[')) return name;
  const [first = '', second] = name.slice(1, -1).split('.');
  const type =
    second === undefined
      ? findConstant(driver, first)?.type
      : findClass(driver, first)?.members.find(
          (member) => member.static && member.name === second && member.kind === 'property',
        );
  const value = type !== undefined && 'kind' in type ? (type.kind === 'property' ? type.type : undefined) : type;
  return value?.shape.kind === 'literal' ? value.shape.value : name;
}
