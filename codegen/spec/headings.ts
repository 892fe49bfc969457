import type { MemberKind } from '../model/member-kind.js';

/** The heading under which members of a kind stand, in the order in which a file has them. */
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
