import type { Driver, DriverMember } from '../driver.js';
import { findClass, findConstant } from '../lookup.js';
import { functionType } from '../types/signature.js';
import type { ObjectMember, TypeText } from '../types/type-text.js';
import { type Field, type FieldSet, fieldSet, joinTypes, NO_OBJECT } from './field-set.js';

/**
 * Works out a type that no declaration lists the fields of, such as a conditional one; undefined where that cannot be
 * done.
 */
export type Evaluate = (driver: Driver, type: TypeText, variables: readonly string[]) => TypeText | undefined;

/** What reading the fields of a declaration needs of its surroundings. */
export interface FieldContext {
  readonly driver: Driver;
  /** The declaration that is being read. */
  readonly owner: string;
  /** Type parameters that nothing stands for. */
  readonly variables: ReadonlySet<string>;
  /** The declarations that are being looked into, the outermost first. */
  readonly within: readonly string[];
  readonly evaluate: Evaluate | undefined;
}

/** A member of a class as one of an object: what is in front of `.name`. */
export function objectMemberOf(member: DriverMember): ObjectMember {
  const { name, docs, place } = member;
  if (member.kind === 'method')
    return { kind: 'method', name, optional: false, overloads: member.overloads, docs, place };
  const { type, optional, readonly, setterType } = member;
  const setter = setterType === undefined ? {} : { setterType };
  return { kind: 'property', name, optional, readonly, type, ...setter, docs, place };
}

/** The fields that the members of an object or an interface are; its other signatures are none. */
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
  // What can only be called has nothing to be read of it.
  if (members.length > 0 && members.every(isCall)) return NO_OBJECT;
  const indexes = members.filter((member) => member.kind === 'index');
  return fieldSet({ fields, open: indexes.length > 0, indexes });
}

function isCall({ kind }: ObjectMember): boolean {
  return kind === 'call' || kind === 'construct';
}

/**
 * The key that `[AbstractCursor.CLOSE]` or `[NAME]` is, where a declaration gives its value; else the name as it is.
 */
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
