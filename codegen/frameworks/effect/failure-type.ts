import type { DeclaredMember, ImportType } from '../framework.js';
import { FAILURES, tagsOf, WRITING_ERROR } from './failures.js';

/** The union of the failures of a member, by the shortest name that there is for it. */
export function failureType(member: DeclaredMember | undefined, from: ImportType): string {
  const named = (name: string): string => from(name, './errors.js');
  if (member === undefined) return named('MongoFailure');
  const tags = tagsOf(member.errors);
  if (FAILURES.every(({ tag }) => tags.has(tag))) return named('MongoFailure');
  const further = FAILURES.filter(({ tag, isSpecial }) => tags.has(tag) && isSpecial === true);
  const base = member.errors.includes(WRITING_ERROR) ? 'WriteFailure' : 'CommandFailure';
  return [base, ...further.map(({ tag }) => tag)].map(named).join(' | ');
}
