import { findClass } from '../../model/lookup.js';
import type { Change } from '../change.js';
import type { Use } from '../types/compare-types.js';
import type { Drivers, FieldDifference } from './fields/field-difference.js';
import type { Reach } from './fields/members-reaching.js';

/** What comparisons need besides the two declarations. */
export interface CompareScope extends Drivers {
  readonly reach: { readonly before: Reach; readonly after: Reach };
  /** The differences of fields by declared type. Types without differences are missing. */
  readonly typeDifferences: ReadonlyMap<string, readonly FieldDifference[]>;
  /** The keys that were added to or removed from each constant. */
  readonly changedKeys: ReadonlyMap<string, ReadonlySet<string>>;
  /** How users use the objects of a declared type. */
  readonly useOf: (name: string) => Use;
  /** The types that list events. */
  readonly eventTypes: ReadonlySet<string>;
}

/** The key by which differences are merged: the same change of the same field. */
export function differenceKey({ what, direction, path }: FieldDifference): string {
  return `${what} ${direction} ${path}`;
}

/** The key that includes the declaration of the field, to keep differences of several declarations apart. */
export function ownedDifferenceKey(difference: FieldDifference): string {
  return `${differenceKey(difference)} ${difference.owner}`;
}

/** Converts a difference of fields to a change. */
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

/** Whether a difference is in a member of a class, where it is reported. */
export function isOfClass({ before, after }: Drivers, { owner }: FieldDifference): boolean {
  return (findClass(before, owner) ?? findClass(after, owner)) !== undefined;
}
