import type { Place } from '../common/place.js';
import type { Severity } from '../common/problem.js';
import { memberKey } from '../model/member-key.js';
import type { Docs } from '../model/types/type-text.js';
import type { ChangeRule, Detail } from './rules.js';

/** One difference between two drivers, before it is judged. */
export interface Change {
  readonly rule: ChangeRule;
  readonly detail?: Detail | undefined;
  /** Where the severity does not follow from rule and detail alone. */
  readonly severity?: Severity | undefined;
  /** `Collection.createIndex#2`, `FindOptions.signal`. */
  readonly subject: string;
  /** What was declared, as it is written; undefined where nothing was. */
  readonly before: string | undefined;
  readonly after: string | undefined;
  /** Members that a user calls and that the change reaches: `Collection.find`. */
  readonly reaches?: readonly string[] | undefined;
  /** Of a member that moved, the class that declares it now. */
  readonly movedTo?: string;
  /** The declaration in the newer driver, or in the older one if it is gone. */
  readonly place: Place;
  readonly docs?: Docs | undefined;
}

/** How findings name a member: `Collection.find`, `MongoClient.static connect`. */
export function memberSubject(owner: string, member: { readonly name: string; readonly static: boolean }): string {
  return `${owner}.${memberKey(member.name, member.static)}`;
}
