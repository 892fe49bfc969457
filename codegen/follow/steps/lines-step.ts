import type { Problem } from '../../common/problem.js';
import type { Step, StepResult } from '../step.js';
import { counted } from './left-to-people.js';

/** How the published packages change with a release. */
export interface MovedLines {
  readonly newest: string | undefined;
  /** Why there is nothing to do. */
  readonly idle: string | undefined;
  /** The written files. None if a person is needed. */
  readonly written: readonly string[];
  readonly problems: readonly Problem[];
}

/** The work on the published packages. */
export interface LineWork {
  /** Adds a release to the range of the newest package, so that both can be installed. */
  readonly open: (release: string) => Promise<void>;
  /** Updates the newest package to the installed driver. */
  readonly move: () => Promise<MovedLines>;
}

/**
 * The step for the published packages. It comes before the classes, which contain the version of the newest package.
 */
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
