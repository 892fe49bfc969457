import type { Place } from '../../common/place.js';
import type { Driver, DriverImport } from '../driver.js';
import { canonicalParts } from '../types/canonical.js';
import { NO_DOCS } from '../types/docs.js';
import { TypeBuilder } from '../types/type-builder.js';
import type { Docs, Part, TypeText } from '../types/type-text.js';

/** A field that an object of some type may have, wherever it is declared. */
export interface Field {
  readonly name: string;
  readonly optional: boolean;
  readonly readonly: boolean;
  /** Its type with the type parameters of the declaration filled in; a method has a function type. */
  readonly type: TypeText;
  /** What can be written to it, where that is another type. */
  readonly setterType?: TypeText;
  /** The declaration that it stands in. */
  readonly owner: string;
  readonly docs: Docs;
  readonly place: Place;
}

/** What an object of some type may have. */
export interface FieldSet {
  readonly fields: ReadonlyMap<string, Field>;
  /** Whether any other field is allowed too: an index signature, or a base that has one. */
  readonly open: boolean;
  /** The index signatures that say so, as far as they are written; `Document` writes none. */
  readonly indexes: readonly FieldIndex[];
  /**
   * What adds fields that cannot be known from the declarations of the driver alone: foreign types and computed ones,
   * canonical.
   */
  readonly opaque: readonly string[];
  /** The same, as far as names can be told apart: what each of those types gives. */
  readonly foreign: readonly ForeignFields[];
  /** Names that nothing declares, and the declaration that uses them: the set is smaller than it should be. */
  readonly unresolved: readonly UnresolvedName[];
}

/** `[key: string]: number`, with the type parameters of the declaration filled in. */
export interface FieldIndex {
  readonly key: TypeText;
  readonly type: TypeText;
}

/** The fields of a type that the driver does not declare, as far as `Pick` and `Omit` name them. */
export interface ForeignFields {
  /** The type, canonical. */
  readonly base: string;
  /** Where the driver has it from. */
  readonly origin: DriverImport | undefined;
  /** Whether the type has a name elsewhere; else it is computed, and nothing is known of its fields. */
  readonly named: boolean;
  /** The only names that are taken of it; undefined takes all but those that are dropped. */
  readonly kept: ReadonlySet<string> | undefined;
  readonly dropped: ReadonlySet<string>;
}

export interface UnresolvedName {
  readonly name: string;
  readonly at: string;
  /** Whether the name is declared, by itself with more around it each time, so that looking into it would never end. */
  readonly isEndless?: boolean;
}

/** The set of what is no object, such as a string. */
export const NO_OBJECT: FieldSet = {
  fields: new Map(),
  open: false,
  indexes: [],
  opaque: [],
  foreign: [],
  unresolved: [],
};

/** A set of which only some parts are given. */
export function fieldSet(parts: Partial<FieldSet>): FieldSet {
  return { ...NO_OBJECT, ...parts };
}

/** The set of a type about whose fields the driver says nothing. */
export function opaqueSet(base: string, origin?: DriverImport): FieldSet {
  const named = origin !== undefined;
  return fieldSet({ opaque: [base], foreign: [{ base, origin, named, kept: undefined, dropped: new Set() }] });
}

/** What `A & B` has. */
export function intersect(sets: readonly FieldSet[]): FieldSet {
  return combine(
    sets.filter(isObject),
    (found) => ({
      optional: found.every((field) => field.optional),
      readonly: found.every((field) => field.readonly),
    }),
    'intersection',
  );
}

/** What `A | B` may have: a field of any part, required only if every part requires it. */
export function unite(sets: readonly FieldSet[]): FieldSet {
  const objects = sets.filter(isObject);
  return combine(
    objects,
    (found) => ({
      optional: found.length < objects.length || found.some((field) => field.optional),
      readonly: found.some((field) => field.readonly),
    }),
    'union',
  );
}

/** What a declaration has with its bases, whose fields it overrides. */
export function extend(own: FieldSet, bases: readonly FieldSet[]): FieldSet {
  if (bases.length === 0) return own;
  const fields = new Map(own.fields);
  for (const base of bases) {
    for (const [name, field] of base.fields) {
      if (!fields.has(name)) fields.set(name, field);
    }
  }
  return { ...combine([own, ...bases], () => ({}), 'intersection'), fields };
}

/** The fields of those names, or all others. */
export function filterFields(set: FieldSet, keep: (name: string) => boolean): FieldSet {
  return changed(set, new Map([...set.fields].filter(([name]) => keep(name))));
}

/** Every field with other marks, as `Partial` gives them. */
export function markFields(set: FieldSet, marks: Partial<Pick<Field, 'optional' | 'readonly'>>): FieldSet {
  return changed(set, new Map([...set.fields].map(([name, field]) => [name, { ...field, ...marks }])));
}

/** The same set with other fields; what is no object stays none. */
export function changed(set: FieldSet, fields: FieldSet['fields']): FieldSet {
  return set === NO_OBJECT ? set : { ...set, fields };
}

/** A field that no declaration writes, such as one of a `Record`. */
export function undeclaredField(name: string, type: TypeText, { file }: Pick<Driver, 'file'>): Field {
  const marks = { optional: false, readonly: false };
  return { name, ...marks, type, owner: type.text, docs: NO_DOCS, place: { file, line: 1, column: 1 } };
}

function isObject(set: FieldSet): boolean {
  return set !== NO_OBJECT;
}

function combine(
  sets: readonly FieldSet[],
  marksOf: (found: readonly Field[]) => Partial<Pick<Field, 'optional' | 'readonly'>>,
  kind: 'union' | 'intersection',
): FieldSet {
  const [only, ...others] = sets;
  if (only === undefined) return NO_OBJECT;
  if (others.length === 0) return only;

  const found = new Map<string, Field[]>();
  for (const set of sets) {
    for (const field of set.fields.values()) {
      const list = found.get(field.name);
      if (list === undefined) found.set(field.name, [field]);
      else list.push(field);
    }
  }
  const fields = new Map<string, Field>();
  for (const [name, [first, ...rest]] of found) {
    if (first === undefined) continue;
    const all = [first, ...rest];
    fields.set(name, {
      ...first,
      ...marksOf(all),
      type: joinTypes(
        kind,
        all.map((field) => field.type),
      ),
    });
  }
  return {
    fields,
    open: sets.some((set) => set.open),
    indexes: sets.flatMap((set) => set.indexes),
    opaque: [...new Set(sets.flatMap((set) => set.opaque))],
    foreign: sets.flatMap((set) => set.foreign),
    unresolved: sets.flatMap((set) => set.unresolved),
  };
}

/** The union or intersection of types, each once. */
export function joinTypes(kind: 'union' | 'intersection', types: readonly TypeText[]): TypeText {
  const unique = [...new Map(types.map((type) => [type.canonical, type])).values()];
  const [only] = unique;
  if (only !== undefined && unique.length === 1) return only;
  const builder = new TypeBuilder();
  const parts = unique.map((type, index): Part => {
    if (index > 0) builder.write(kind === 'union' ? ' | ' : ' & ');
    return builder.type(parenthesizedIn(kind, type));
  });
  return builder.done({ kind, parts }, canonicalParts(kind, unique));
}

function parenthesizedIn(kind: 'union' | 'intersection', type: TypeText): TypeText {
  const { shape } = type;
  const isLoose =
    shape.kind === 'function' || shape.kind === 'other' || (kind === 'intersection' && shape.kind === 'union');
  if (!isLoose) return type;
  const builder = new TypeBuilder().write('(', '');
  const of = builder.type(type);
  return builder.write(')', '').done({ kind: 'parenthesized', of });
}
