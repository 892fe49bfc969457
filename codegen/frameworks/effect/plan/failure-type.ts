import type { DeclaredMember, ImportType } from '../../framework.js';
import { FAILURES, isWriting, tagsOf } from './failures.js';

/** The union of the failures of a member, by the shortest name that there is for it. */
export function failureType(member: DeclaredMember | undefined, from: ImportType): string {
  const named = (name: string): string => from(name, './errors.js');
  if (member === undefined) return named('MongoFailure');
  // What the user's own Effect fails with is part of the type besides.
  if (member.kind === 'executor') return named('WriteFailure');
  const writes = isWriting(member);
  const tags = tagsOf(member.errors, writes);
  if (FAILURES.every(({ tag }) => tags.has(tag))) return named('MongoFailure');
  const further = FAILURES.filter(({ tag, isSpecial }) => tags.has(tag) && isSpecial === true);
  return [writes ? 'WriteFailure' : 'CommandFailure', ...further.map(({ tag }) => tag)].map(named).join(' | ');
}
