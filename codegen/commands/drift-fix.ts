import type { Finding } from '../drift/finding.js';
import type { DriftOptions } from './drift.js';

/** Makes the edits that need no judgement. */
export async function applyFixes(_findings: readonly Finding[], _options: DriftOptions): Promise<{ lines: string[]; isChanged: boolean }> {
  return { lines: [], isChanged: false };
}
