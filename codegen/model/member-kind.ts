/**
 * What a member of a driver class is. It follows from the declaration of every overload, so that a claim of the spec
 * can be checked:
 *
 * - `command`: every overload returns a Promise
 * - `executor`: a command that takes an asynchronous function of the user's
 * - `cursor`: returns a cursor or a change stream
 * - `property`, `constant`: a getter or field of an instance, of the class
 * - `chain`: a synchronous method that returns `this` or its own class
 * - `protocol`: a member named by a symbol
 * - `method`: any other synchronous method
 */
export const MEMBER_KINDS = [
  'constant',
  'property',
  'chain',
  'command',
  'executor',
  'cursor',
  'method',
  'protocol',
] as const;
export type MemberKind = (typeof MEMBER_KINDS)[number];
