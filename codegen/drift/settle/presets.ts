import type { Finding } from '../finding.js';
import { familyOf, type Rule } from '../rules.js';

/** How much is checked. */
export const PRESETS = ['strict', 'claims', 'names'] as const;
export type Preset = (typeof PRESETS)[number];

/** The formats of reports. */
export const FORMATS = ['text', 'json', 'github'] as const;
export type Format = (typeof FORMATS)[number];

/** The changes that comparing names would find. */
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

/** Whether a preset includes a finding. Findings that prevent the comparison are always included. */
export function isWanted({ rule }: Finding, preset: Preset): boolean {
  if (preset === 'strict' || familyOf(rule) !== 'change') return true;
  return preset === 'names' && NAMES.has(rule);
}
