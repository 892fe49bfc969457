import { findClass } from '../../model/lookup.js';
import type { Change } from '../change.js';
import type { Use } from '../types/compare-types.js';
import type { Drivers, FieldDifference } from './fields/field-difference.js';
import type { Reach } from './fields/members-reaching.js';

/** What every comparison of two drivers needs, beside the two declarations that it compares. */
export interface CompareScope extends Drivers {
  readonly reach: { readonly before: Reach; readonly after: Reach };
  /** Declared type to what of its fields differs; a type that has no difference is not in it. */
  readonly typeDifferences: ReadonlyMap<string, readonly FieldDifference[]>;
  /** Constant to the keys that it lists now and did not before, or the reverse. */
  readonly changedKeys: ReadonlyMap<string, ReadonlySet<string>>;
  /** What users do with the objects of a declared type. */
  readonly useOf: (name: string) => Use;
  /** Types that list the events of a class. */
  readonly eventTypes: ReadonlySet<string>;
}

/** By what two differences are told to be one: the same happened to the same field. */
export function differenceKey({ what, direction, path }: FieldDifference): string {
  return `${what} ${direction} ${path}`;
}

/** The same, and where the field is declared: what one declaration brings is not what another one does. */
export function ownedDifferenceKey(difference: FieldDifference): string {
  return `${differenceKey(difference)} ${difference.owner}`;
}

/** A difference of fields as a change with a subject of its own. */
export function fieldChange(
  difference: FieldDifference,
  rest: Pick<Change, 'subject' | 'reaches' | 'place'>,
  isEvent: boolean,
): Change {
  const { what, direction, detail, before, after, docs } = difference;
  const noun = what === 'field' ? (isEvent ? 'event' : 'option') : what;
  return {
    rule: `${noun}-${direction}`,
    detail: isEvent && direction !== 'changed' ? undefined : detail,
    before,
    after,
    docs,
    ...rest,
  };
}

/** Whether a difference is that of a member of a class, which is told of as what it is. */
export function isOfClass({ before, after }: Drivers, { owner }: FieldDifference): boolean {
  return (findClass(before, owner) ?? findClass(after, owner)) !== undefined;
}
