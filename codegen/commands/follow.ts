import { writeWhole } from '../common/files/write-file.js';
import { problemsToJson } from '../common/problem-text.js';
import type { Tell } from '../common/interruption.js';
import { followSteps } from '../follow/follow.js';
import type { FollowFormat } from '../follow/report/formats.js';
import { Following, type FollowRequest } from '../follow/following.js';
import { reportMarkdown } from '../follow/report/report-markdown.js';
import { reportText, stepLine, type Standing } from '../follow/report/report-text.js';
import { exitOf, type TakenStep } from '../follow/step.js';
import { takeSteps } from '../follow/take-steps.js';
import { wrapSteps } from '../follow/steps/wrap-steps.js';
import { runAccept } from './accept.js';
import { runGenerate } from './generate.js';
import { runNextLine, runOpenLine } from './lines/next-line.js';
import type { PagesOptions } from './lines/packages.js';

export interface FollowOptions extends Omit<FollowRequest, 'folder'>, PagesOptions {
  /** The folder of the emitted classes. */
  readonly out: string;
  /** The file for the report, in Markdown. */
  readonly report: string | undefined;
  readonly format: FollowFormat;
  readonly tell: Tell;
  /** Prints the line of each step. */
  readonly say: (line: string) => void;
}

/** The result of the command, which the command line prints. It exits with the code. */
export interface FollowOutcome {
  readonly code: 0 | 1 | 2;
  readonly text: string;
}

/** `motorized follow`: moves a project to a new release of the driver, up to where a person is needed. */
export async function runFollow(options: FollowOptions): Promise<FollowOutcome> {
  const following = new Following({ ...options, folder: process.cwd() });
  const { spec, frameworks, options: choices, out } = options;
  const wrap = wrapSteps({
    driver: undefined,
    spec,
    frameworks,
    options: choices,
    out,
    before: () => following.find('before'),
    generate: async () => runGenerate({ ...GENERATE, spec, frameworks, options: choices, out }),
    accept: async () => runAccept({ driver: undefined, spec }),
  });
  const packages = {
    open: async (release: string) => runOpenLine(options, release),
    move: async () => runNextLine(options),
  };
  const steps = await takeSteps(
    followSteps(following, wrap, packages),
    (step) => options.say(stepLine(step)),
    options.tell,
  );
  const standing = standingOf(following);
  if (options.report !== undefined) await writeWhole(options.report, reportMarkdown(steps, standing));
  return { code: exitOf(steps), text: textOf(steps, standing, options.format) };
}

const GENERATE = { driver: undefined, docs: 'links', check: false, dryRun: false, force: false } as const;

function standingOf(following: Following): Standing {
  const isBegun = following.find('isOnBranch') === true;
  return {
    release: following.find('release'),
    branch: isBegun ? following.get('branch') : undefined,
    from: following.find('isGoingOn') === true ? undefined : following.find('tree')?.branch,
  };
}

function textOf(steps: readonly TakenStep[], standing: Standing, format: FollowFormat): string {
  if (format === 'markdown') return reportMarkdown(steps, standing).trimEnd();
  if (format === 'text') return reportText(steps, standing);
  const told = steps.map(({ problems, ...step }) => ({ ...step, problems: problemsToJson(problems) }));
  const { release = null, branch = null } = standing;
  return JSON.stringify({ exit: exitOf(steps), release, branch, steps: told }, undefined, 2);
}
