import type { Problem } from '../../common/problem.js';
import type { Step, StepResult } from '../step.js';
import { counted } from './left-to-people.js';

/** What becomes of the published packages with a release. */
export interface MovedLines {
  readonly newest: string | undefined;
  /** Why there is nothing to do. */
  readonly idle: string | undefined;
  /** The files that were written; none where something asks for a person. */
  readonly written: readonly string[];
  readonly problems: readonly Problem[];
}

/** What is done to the published packages. */
export interface LineWork {
  /** Lets the newest one be installed beside a release. */
  readonly open: (release: string) => Promise<void>;
  /** Makes the newest one of the installed driver. */
  readonly move: () => Promise<MovedLines>;
}

/** The published packages: what comes before the classes, which tell the server the version of the newest one. */
export function linesStep({ move }: LineWork): Step {
  return { name: 'lines', take: async () => resultOf(await move()) };
}

function resultOf({ newest = '', idle, written, problems }: MovedLines): StepResult {
  const errors = problems.filter(({ severity }) => severity === 'error');
  if (errors.length > 0) return { outcome: 'stops', summary: counted(errors.length, 'problem'), problems: errors };
  if (idle !== undefined) return { outcome: 'skipped', summary: idle };
  if (written.length === 0) return { outcome: 'unchanged', summary: newest };
  return { outcome: 'done', summary: newest, details: written };
}
