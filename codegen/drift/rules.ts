import type { Severity } from '../common/problem.js';

/** Rules for the spec against the driver. */
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

/** What can change between two drivers. */
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
/** A signature always has a return type, which cannot be added or removed. */
export type ChangeRule = Exclude<`${Changed}-${Direction}`, 'return-added' | 'return-removed'>;

/** Rules for the driver against the accepted surface, or against another driver. */
export const CHANGE_RULES: readonly ChangeRule[] = CHANGED.flatMap((what): ChangeRule[] =>
  what === 'return' ? ['return-changed'] : [`${what}-added`, `${what}-removed`, `${what}-changed`],
);

/** Rules for what prevents a comparison. */
export const TOOL_RULES = ['driver-out-of-range', 'cannot-analyse', 'nothing-compared'] as const;

export type ClaimRule = (typeof CLAIM_RULES)[number];
export type ToolRule = (typeof TOOL_RULES)[number];
export type Rule = ClaimRule | ChangeRule | ToolRule;

export const RULES: readonly Rule[] = [...CLAIM_RULES, ...CHANGE_RULES, ...TOOL_RULES];

/** What a change amounts to, if a word can say it. */
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

/** Details of changes that affect no call and no value. */
const HARMLESS: ReadonlySet<Detail> = new Set(['renamed', 'respelled', 'split']);

/** Rules that only concern the documentation of emitted classes. */
const FLAGS: ReadonlySet<string> = new Set(['deprecation', 'stability']);

/** The severity of a rule, unless the severity file has another. */
export function defaultSeverity(rule: Rule, detail: Detail | undefined): Severity {
  if (detail !== undefined && HARMLESS.has(detail)) return 'info';
  if (rule === 'deprecation-changed') return 'info';
  return FLAGS.has(rule.slice(0, rule.lastIndexOf('-'))) ? 'warning' : 'error';
}

export type Family = 'claim' | 'change' | 'tool';

const CLAIMS: ReadonlySet<string> = new Set(CLAIM_RULES);
const TOOLS: ReadonlySet<string> = new Set(TOOL_RULES);

/** The family of a rule. */
export function familyOf(rule: Rule): Family {
  if (CLAIMS.has(rule)) return 'claim';
  return TOOLS.has(rule) ? 'tool' : 'change';
}
