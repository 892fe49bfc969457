import { type LookingFor, lookForDrift } from '../drift/look-for-drift.js';
import type { DriftReport } from '../drift/drift.js';
import { reportGithub } from '../drift/report/report-github.js';
import { reportJson } from '../drift/report/report-json.js';
import { reportText } from '../drift/report/report-text.js';
import type { Format } from '../drift/settle/presets.js';

export interface DriftOptions extends LookingFor {
  readonly format: Format;
  readonly color: boolean;
}

/** The result of the command, which the command line prints. It exits with the code. */
export interface DriftOutcome {
  readonly code: 0 | 1 | 2;
  readonly text: string;
}

/** `motorized drift`: compares the driver with the spec and the accepted surface, or with another driver. */
export async function runDrift(options: DriftOptions): Promise<DriftOutcome> {
  const { report, fixed, questions } = await lookForDrift(options);
  const text = print(report, options);
  const asked = questions.map(({ subject, message, fix }) => `look at: ${subject}: ${message}: ${fix}`);
  return { code: report.exit, text: options.format === 'json' ? text : [...fixed, ...asked, text].join('\n') };
}

function print(report: DriftReport, { format, color }: DriftOptions): string {
  if (format === 'json') return JSON.stringify(reportJson(report), undefined, 2);
  return format === 'github' ? reportGithub(report) : reportText(report, color);
}
