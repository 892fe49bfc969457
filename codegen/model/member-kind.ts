/**
 * The kind of a driver class's member. It is derived from the declaration of every overload, so that the claim in the
 * spec can be checked:
 *
 * - `command`: every overload returns a Promise
 * - `executor`: a command that takes a user's asynchronous function
 * - `cursor`: returns a cursor or a change stream
 * - `property`, `constant`: a getter or field; a static one
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
