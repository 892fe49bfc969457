import type { Place } from '../common/place.js';
import type { Severity } from '../common/problem.js';
import { memberKey } from '../model/member-key.js';
import type { Docs } from '../model/types/type-text.js';
import type { ChangeRule, Detail } from './rules.js';

/** A difference between two drivers, before it is judged. */
export interface Change {
  readonly rule: ChangeRule;
  readonly detail?: Detail | undefined;
  /** The severity, if it does not follow from rule and detail alone. */
  readonly severity?: Severity | undefined;
  /** `Collection.createIndex#2`, `FindOptions.signal`. */
  readonly subject: string;
  /** The text of the old declaration. Undefined if there was none. */
  readonly before: string | undefined;
  readonly after: string | undefined;
  /** The members through which users see the change: `Collection.find`. */
  readonly reaches?: readonly string[] | undefined;
  /** For a moved member, the class that now declares it. */
  readonly movedTo?: string;
  /** The place of the declaration in the newer driver, or in the older one if it was removed. */
  readonly place: Place;
  readonly docs?: Docs | undefined;
}

/** The name of a member in findings: `Collection.find`, `MongoClient.static connect`. */
export function memberSubject(owner: string, member: { readonly name: string; readonly static: boolean }): string {
  return `${owner}.${memberKey(member.name, member.static)}`;
}
