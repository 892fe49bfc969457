import type { Finding } from '../finding.js';
import { familyOf, type Rule } from '../rules.js';

/** How much is looked at. */
export const PRESETS = ['strict', 'claims', 'names'] as const;
export type Preset = (typeof PRESETS)[number];

/** How a report is written. */
export const FORMATS = ['text', 'json', 'github'] as const;
export type Format = (typeof FORMATS)[number];

/** The changes that a comparison of names would see. */
const NAMES: ReadonlySet<Rule> = new Set<Rule>([
  'export-added',
  'export-removed',
  'class-added',
  'class-removed',
  'member-added',
  'member-removed',
  'event-added',
  'event-removed',
]);

/** Whether a preset has anything to say about a finding. What keeps the comparison from being one is always told. */
export function isWanted({ rule }: Finding, preset: Preset): boolean {
  if (preset === 'strict' || familyOf(rule) !== 'change') return true;
  return preset === 'names' && NAMES.has(rule);
}
