import type { DeclaredMember, ImportType } from '../../framework.js';
import { FAILURES, isWriting, tagsOf } from './failures.js';

/** The union of a member's failures, by its shortest name. */
export function failureType(member: DeclaredMember | undefined, from: ImportType): string {
  const named = (name: string): string => from(name, './errors.js');
  if (member === undefined) return named('MongoFailure');
  // The failures of the user's own Effect are added elsewhere.
  if (member.kind === 'executor') return named('WriteFailure');
  const writes = isWriting(member);
  const tags = tagsOf(member.errors, writes);
  if (FAILURES.every(({ tag }) => tags.has(tag))) return named('MongoFailure');
  const further = FAILURES.filter(({ tag, isSpecial }) => tags.has(tag) && isSpecial === true);
  return [writes ? 'WriteFailure' : 'CommandFailure', ...further.map(({ tag }) => tag)].map(named).join(' | ');
}
