import type { Severity } from '../common/problem.js';

/** The spec against the driver. */
export const CLAIM_RULES = [
  'unclaimed-class',
  'unclaimed-member',
  'unclaimed-event',
  'unknown-claim',
  'kind-mismatch',
  'not-planned',
  'error-uncovered',
  'exemption-unused',
  'exemption-expired',
] as const;

/** What can differ between two drivers. */
const CHANGED = [
  'export',
  'class',
  'member',
  'overload',
  'type-parameter',
  'parameter',
  'return',
  'option',
  'event',
  'value',
  'heritage',
  'constructor',
  'deprecation',
  'stability',
] as const;

export type Changed = (typeof CHANGED)[number];
export type Direction = 'added' | 'removed' | 'changed';
/** A signature always has a return type, which can neither come nor go. */
export type ChangeRule = Exclude<`${Changed}-${Direction}`, 'return-added' | 'return-removed'>;

/** The driver against the accepted surface, or against another driver. */
export const CHANGE_RULES: readonly ChangeRule[] = CHANGED.flatMap((what): ChangeRule[] =>
  what === 'return' ? ['return-changed'] : [`${what}-added`, `${what}-removed`, `${what}-changed`],
);

/** What keeps the comparison from being one. */
export const TOOL_RULES = ['driver-out-of-range', 'cannot-analyse', 'nothing-compared'] as const;

export type ClaimRule = (typeof CLAIM_RULES)[number];
export type ToolRule = (typeof TOOL_RULES)[number];
export type Rule = ClaimRule | ChangeRule | ToolRule;

export const RULES: readonly Rule[] = [...CLAIM_RULES, ...CHANGE_RULES, ...TOOL_RULES];

/** What a change comes down to, where one word says it. */
export const DETAILS = [
  'narrowed',
  'widened',
  'nullable',
  'renamed',
  'moved',
  'required',
  'respelled',
  'reordered',
  'split',
  'exposed',
] as const;

export type Detail = (typeof DETAILS)[number];

/** Details of a change that leaves every call and every value as it was. */
const HARMLESS: ReadonlySet<Detail> = new Set(['renamed', 'respelled', 'split']);

/** Rules that settle nothing about the emitted classes except what they say of themselves. */
const FLAGS: ReadonlySet<string> = new Set(['deprecation', 'stability']);

/** The severity that a rule has where no severity file says otherwise. */
export function defaultSeverity(rule: Rule, detail: Detail | undefined): Severity {
  if (detail !== undefined && HARMLESS.has(detail)) return 'info';
  if (rule === 'deprecation-changed') return 'info';
  return FLAGS.has(rule.slice(0, rule.lastIndexOf('-'))) ? 'warning' : 'error';
}

export type Family = 'claim' | 'change' | 'tool';

const CLAIMS: ReadonlySet<string> = new Set(CLAIM_RULES);
const TOOLS: ReadonlySet<string> = new Set(TOOL_RULES);

/** Which of the three families a rule belongs to. */
export function familyOf(rule: Rule): Family {
  if (CLAIMS.has(rule)) return 'claim';
  return TOOLS.has(rule) ? 'tool' : 'change';
}
