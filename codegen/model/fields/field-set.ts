import type { Place } from '../../common/place.js';
import type { Driver, DriverImport } from '../driver.js';
import { canonicalParts } from '../types/canonical.js';
import { NO_DOCS } from '../types/docs.js';
import { TypeBuilder } from '../types/type-builder.js';
import type { Docs, Part, TypeText } from '../types/type-text.js';

/** A field that an object of a type can have, wherever it is declared. */
export interface Field {
  readonly name: string;
  readonly optional: boolean;
  readonly readonly: boolean;
  /** Its type, with the type parameters of the declaration replaced. A method has a function type. */
  readonly type: TypeText;
  /** The type that can be assigned, if it differs. */
  readonly setterType?: TypeText;
  /** The declaration that contains it. */
  readonly owner: string;
  readonly docs: Docs;
  readonly place: Place;
}

/** The fields that an object of a type can have. */
export interface FieldSet {
  readonly fields: ReadonlyMap<string, Field>;
  /** Whether any other field is allowed, by an index signature of the type or of a base. */
  readonly open: boolean;
  /** The index signatures that allow it, as far as they are written out. `Document` has none. */
  readonly indexes: readonly FieldIndex[];
  /** The types that add unknown fields, in canonical form: foreign types and computed ones. */
  readonly opaque: readonly string[];
  /** The fields of each of these types, as far as their names are known. */
  readonly foreign: readonly ForeignFields[];
  /** Undeclared names, and the declarations that use them. Fields are missing because of them. */
  readonly unresolved: readonly UnresolvedName[];
}

/** `[key: string]: number`, with the type parameters of the declaration replaced. */
export interface FieldIndex {
  readonly key: TypeText;
  readonly type: TypeText;
}

/** What is known about the fields of a type that the driver does not declare, through `Pick` and `Omit`. */
export interface ForeignFields {
  /** The type, in canonical form. */
  readonly base: string;
  /** Where the driver imports it from. */
  readonly origin: DriverImport | undefined;
  /** Whether the type is declared elsewhere. Otherwise it is computed, and its fields are unknown. */
  readonly named: boolean;
  /** The names that are kept. Undefined for all but the dropped ones. */
  readonly kept: ReadonlySet<string> | undefined;
  readonly dropped: ReadonlySet<string>;
}

export interface UnresolvedName {
  readonly name: string;
  readonly at: string;
  /** Whether the name is declared by a type that refers to itself and grows, so that following it would never end. */
  readonly isEndless?: boolean;
}

/** The set of a type that is not an object, such as a string. */
export const NO_OBJECT: FieldSet = {
  fields: new Map(),
  open: false,
  indexes: [],
  opaque: [],
  foreign: [],
  unresolved: [],
};

/** Creates a set from some of its parts. */
export function fieldSet(parts: Partial<FieldSet>): FieldSet {
  return { ...NO_OBJECT, ...parts };
}

/** The set of a type whose fields the driver does not declare. */
export function opaqueSet(base: string, origin?: DriverImport): FieldSet {
  const named = origin !== undefined;
  return fieldSet({ opaque: [base], foreign: [{ base, origin, named, kept: undefined, dropped: new Set() }] });
}

/** The fields of `A & B`. */
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

/** The fields of `A | B`: those of any part. A field is only required if every part requires it. */
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

/** The fields of a declaration and its bases, whose fields it overrides. */
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

/** Keeps only the fields with certain names. */
export function filterFields(set: FieldSet, keep: (name: string) => boolean): FieldSet {
  return changed(set, new Map([...set.fields].filter(([name]) => keep(name))));
}

/** Changes the modifiers of every field, as `Partial` does. */
export function markFields(set: FieldSet, marks: Partial<Pick<Field, 'optional' | 'readonly'>>): FieldSet {
  return changed(set, new Map([...set.fields].map(([name, field]) => [name, { ...field, ...marks }])));
}

/** Replaces the fields of a set. A type that is not an object remains one. */
export function changed(set: FieldSet, fields: FieldSet['fields']): FieldSet {
  return set === NO_OBJECT ? set : { ...set, fields };
}

/** A field without a declaration, such as one of a `Record`. */
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

/** The union or intersection of types, without duplicates. */
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
