import type { MemberScope } from './member-scope.js';

/** What the plans of all modules of one framework have in common. */
export type Shared = Pick<
  MemberScope,
  | 'driver'
  | 'wrapped'
  | 'framework'
  | 'placeOf'
  | 'problems'
  | 'docsMode'
  | 'bound'
  | 'told'
  | 'hidden'
  | 'reshaped'
  | 'lazy'
>;
