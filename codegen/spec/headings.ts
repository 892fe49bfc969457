import type { MemberKind } from '../model/member-kind.js';

/** The headings of the kinds of members, in the order of a file. */
export const HEADINGS = {
  constant: 'constants',
  property: 'properties',
  chain: 'chains',
  command: 'commands',
  executor: 'executors',
  cursor: 'cursors',
  method: 'methods',
  protocol: 'protocol',
} as const satisfies Record<MemberKind, string>;
