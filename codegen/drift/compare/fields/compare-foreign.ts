import { isBuiltin } from 'node:module';

import type { FieldSet, ForeignFields } from '../../../model/fields/field-set.js';
import type { Drivers, FieldDifference } from './field-difference.js';
import { hasField } from './foreign-types.js';

/**
 * Compares fields of types that the driver does not declare. A field that a `Pick` names exists. A field that only an
 * `Omit` names exists if the declarations of the other package have it.
 */
export function compareForeign(before: FieldSet, after: FieldSet, { foreign }: Drivers): FieldDifference[] {
  const bases = new Set([...before.foreign, ...after.foreign].filter((each) => each.named).map((each) => each.base));
  const found: FieldDifference[] = [];
  const fields = new Map<string, ForeignFieldChange[]>();
  for (const base of bases) {
    const from = before.foreign.filter((each) => each.base === base);
    const to = after.foreign.filter((each) => each.base === base);
    if (isWhole(from) !== isWhole(to)) found.push(foreignDifference(isWhole(to), base, `[${base}]`));
    else {
      for (const name of mentioned([...from, ...to])) {
        const change =
          before.fields.has(name) || after.fields.has(name) ? undefined : changeOf(name, from, to, foreign);
        if (change !== undefined) fields.set(name, [...(fields.get(name) ?? []), { ...change, base }]);
      }
    }
  }
  return [...found, ...[...fields].map(([name, changes]) => fieldDifference(name, changes))];
}

function isWhole(entries: readonly ForeignFields[]): boolean {
  return entries.some((each) => each.kept === undefined);
}

/** The change of a field of a foreign type. Undefined if it has not changed, or does not exist. */
function changeOf(
  name: string,
  from: readonly ForeignFields[],
  to: readonly ForeignFields[],
  foreign: Drivers['foreign'],
): Omit<ForeignFieldChange, 'base'> | undefined {
  const isAdded = gives(to, name);
  if (gives(from, name) === isAdded) return undefined;
  const [entries, types] = isAdded ? [to, foreign?.after] : [from, foreign?.before];
  const isKnown = entries.map((each) => hasField(types ?? new Map(), each, name)).find((each) => each !== undefined);
  const isThere = isKnown ?? [...from, ...to].some((each) => isLikely(each, name));
  return isThere ? { isAdded, isKnown: isKnown === true } : undefined;
}

interface ForeignFieldChange {
  readonly base: string;
  readonly isAdded: boolean;
  readonly isKnown: boolean;
}

/** Whether a field probably exists, without the declarations: if a `Pick` names it, or an `Omit` of a type of Node. */
function isLikely({ kept, origin }: ForeignFields, name: string): boolean {
  return kept?.has(name) === true || (origin !== undefined && isBuiltin(origin.module));
}

/** Reports a field once: for the type that has it, or else for all that may have it. */
function fieldDifference(name: string, changes: readonly ForeignFieldChange[]): FieldDifference {
  const known = changes.filter((each) => each.isKnown);
  const told = known.length > 0 ? known : changes;
  const text = told.map(({ base }) => `${base}['${name}']`).join(' | ');
  return foreignDifference(
    told.some((each) => each.isAdded),
    text,
    name,
  );
}

function mentioned(entries: readonly ForeignFields[]): ReadonlySet<string> {
  return new Set(entries.flatMap((each) => [...(each.kept ?? each.dropped)]));
}

/** A difference of a field that the driver does not declare. */
export function foreignDifference(isAdded: boolean, text: string, path: string): FieldDifference {
  return {
    what: 'field',
    direction: isAdded ? 'added' : 'removed',
    detail: undefined,
    path,
    before: isAdded ? undefined : text,
    after: isAdded ? text : undefined,
    owner: '',
    docs: undefined,
    place: undefined,
  };
}

function gives(entries: readonly ForeignFields[], name: string): boolean {
  return entries.some(
    ({ named, kept, dropped }) => named && (kept === undefined ? !dropped.has(name) : kept.has(name)),
  );
}
