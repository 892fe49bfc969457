import { byCodeUnit } from '../../../common/order.js';
import type { Driver } from '../../../model/driver.js';
import type { Field, FieldSet, ForeignFields } from '../../../model/fields/field-set.js';
import type { TypeText } from '../../../model/types/type-text.js';
import { unionParts } from '../../../model/types/union-parts.js';
import type { Detail } from '../../rules.js';
import { compareTypes, type TypeDifference } from '../../types/compare-types.js';
import { compareWritten } from '../../types/compare-written.js';
import { fieldsOf } from '../../types/meaning-of.js';
import { isClassInstance } from '../../types/placed-type.js';
import { comparedPair, isNullish, type MarkedType } from '../../types/compared-type.js';
import { compareFlags } from '../compare-flags.js';
import { compareForeign, foreignDifference } from './compare-foreign.js';
import type { FieldDifference, Surroundings } from './field-difference.js';

/** Compares two sets of fields, by name. */
export function compareFields(before: FieldSet, after: FieldSet, around: Surroundings): FieldDifference[] {
  const found: FieldDifference[] = [];
  for (const field of before.fields.values()) {
    const other = after.fields.get(field.name);
    if (other !== undefined) found.push(...compareField(field, other, around));
    else if (!keepsForeign(after.foreign, field.name)) found.push(lone('removed', field));
  }
  for (const field of after.fields.values()) {
    if (!before.fields.has(field.name) && !keepsForeign(before.foreign, field.name)) found.push(lone('added', field));
  }
  if (before.open !== after.open) found.push(foreignDifference(after.open, 'any other field', '[key]'));
  return [...found, ...compareForeign(before, after, around)].sort((a, b) => byCodeUnit(a.path, b.path));
}

function lone(direction: 'added' | 'removed', field: Field): FieldDifference {
  const text = fieldText(field);
  return {
    what: 'field',
    direction,
    detail: direction === 'added' && !field.optional ? 'required' : undefined,
    path: field.name,
    before: direction === 'removed' ? text : undefined,
    after: direction === 'added' ? text : undefined,
    owner: field.owner,
    docs: field.docs,
    place: field.place,
  };
}

/** The text of a field's declaration. */
function fieldText({ name, optional, readonly, type, setterType }: Field): string {
  if (setterType !== undefined) return `get ${name}(): ${type.text}; set ${name}(value: ${setterType.text})`;
  return `${readonly ? 'readonly ' : ''}${name}${optional ? '?' : ''}: ${type.text}`;
}

function compareField(before: Field, after: Field, around: Surroundings): FieldDifference[] {
  const base = { path: after.name, owner: after.owner, docs: after.docs, place: after.place };
  const flags = compareFlags(before.docs, after.docs).map((flag): FieldDifference => ({
    ...base,
    ...flag,
    detail: undefined,
  }));
  const nested = compareNested(before, after, around);
  const difference = nested ?? typeDifference(before, after, around);
  if (difference === undefined || Array.isArray(difference)) return [...flags, ...(difference ?? [])];
  const changed = { direction: 'changed', before: fieldText(before), after: fieldText(after) } as const;
  return [...flags, { ...base, what: 'field', ...changed, detail: difference.detail }];
}

function typeDifference(
  before: Field,
  after: Field,
  around: Surroundings,
): { readonly detail: Detail | undefined } | undefined {
  const [from, to] = comparedPair(markedField(before, 'before', around), markedField(after, 'after', around));
  const types = compareTypes(from, to, around.use);
  const marks = marksDetail(before, after);
  const written = compareWritten(before, after, {
    before: { driver: around.before, variables: around.variables.before },
    after: { driver: around.after, variables: around.variables.after },
  });
  if (written !== undefined && marks === undefined)
    return types === undefined || types.detail === written.detail ? written : { detail: undefined };
  if (types === undefined) return marks === undefined ? undefined : { detail: marks };
  // A field that is now required breaks calls, whatever its new type.
  if (marks === 'required') return { detail: marks };
  return { detail: marks === undefined || marks === types.detail ? types.detail : undefined };
}

function markedField({ type, optional }: Field, age: 'before' | 'after', around: Surroundings): MarkedType {
  return { driver: around[age], type, variables: around.variables[age], optional };
}

function marksDetail(before: Field, after: Field): Detail | undefined {
  if (before.optional && !after.optional) return 'required';
  if (!before.optional && after.optional) return 'widened';
  if (before.readonly === after.readonly) return undefined;
  return after.readonly ? 'narrowed' : 'widened';
}

/** Compares object types field by field, if both are written out. Undefined otherwise. */
function compareNested(before: Field, after: Field, around: Surroundings): FieldDifference[] | undefined {
  const { variables } = around;
  const from = writtenOut(before.type);
  const to = writtenOut(after.type);
  if (from === undefined || to === undefined || marksDetail(before, after) !== undefined) return undefined;
  if (nullishPart(before.type) !== nullishPart(after.type)) return undefined;
  const inner = compareFields(
    fieldsOf({ driver: around.before, type: from, variables: variables.before }),
    fieldsOf({ driver: around.after, type: to, variables: variables.after }),
    around,
  );
  // Such as a call signature, which is not a field.
  if (inner.length === 0 && from.canonical !== to.canonical) return undefined;
  return inner.map((each) => ({ ...each, path: `${after.name}.${each.path}`, owner: after.owner }));
}

function writtenOut(type: TypeText): TypeText | undefined {
  const parts = unionParts(type).filter((part) => !isNullish(part));
  const [only] = parts;
  return parts.length === 1 && only?.shape.kind === 'object' ? only : undefined;
}

function nullishPart(type: TypeText): string {
  return unionParts(type)
    .filter(isNullish)
    .map((part) => part.canonical)
    .toSorted()
    .join();
}

/** Whether a foreign field is picked by name. */
function keepsForeign(entries: readonly ForeignFields[], name: string): boolean {
  return entries.some(({ named, kept }) => named && kept?.has(name) === true);
}

/** The parts of a type that are not option objects, as a sorted text. Fields do not show these. */
export function otherParts(driver: Driver, type: TypeText, variables: readonly string[]): string {
  return unionParts(type)
    .map((part) => ({ driver, type: part, variables }))
    .filter((part) => isClassInstance(part) || fieldsOf(part).fields.size === 0)
    .map((part) => part.type.canonical)
    .toSorted()
    .join(' | ');
}

/**
 * Whether the differences of the fields fully describe the change of the type. In a union, the same fields may be
 * combined differently.
 */
export function saysAll(differences: readonly FieldDifference[], types: TypeDifference): boolean {
  const fields = differences.filter((each) => each.what === 'field');
  const isMore = types.detail !== 'respelled' && fields.length > 0;
  return differences.length > 0 && !(isMore && fields.every((each) => each.detail === 'respelled'));
}
