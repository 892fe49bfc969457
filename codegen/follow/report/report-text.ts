import { formatProblems } from '../../common/problem-text.js';
import { exitOf, type TakenStep } from '../step.js';

/** The result of a run in one sentence, and how to continue. */
export interface Closing {
  readonly sentence: string;
  readonly next: readonly string[];
}

/** The state of the work. */
export interface Standing {
  /** The release. Undefined if it was not found. */
  readonly release: string | undefined;
  /** The branch of the work. Undefined if nothing was begun. */
  readonly branch: string | undefined;
  /** The branch that the run started from. */
  readonly from: string | undefined;
}

/** The line for a step, which is printed when it ends. */
export function stepLine({ name, outcome, summary }: TakenStep): string {
  return `${name.padEnd(NAME_WIDTH)}  ${outcome.padEnd(OUTCOME_WIDTH)}  ${summary}`.trimEnd();
}

const NAME_WIDTH = 'spec before'.length;
const OUTCOME_WIDTH = 'unchanged'.length;

/** What a person has to know, for a terminal. The lines of the steps have already been printed. */
export function reportText(steps: readonly TakenStep[], standing: Standing): string {
  const problems = steps.flatMap((step) => step.problems);
  const output = steps.flatMap((step) => step.output);
  const { sentence, next } = closingOf(steps, standing);
  const shown = problems.length === 0 ? [] : [formatProblems(problems, PLAIN), ''];
  return [...output, ...shown, sentence, ...next].join('\n');
}

const PLAIN = { sources: new Map<string, string>(), color: false, frames: false };

/** The closing of every kind of report. */
export function closingOf(steps: readonly TakenStep[], standing: Standing): Closing {
  const { release, branch } = standing;
  const what = release === undefined ? 'the release' : `mongodb ${release}`;
  const ended = steps.find(({ outcome }) => outcome === 'ends');
  if (ended !== undefined) return { sentence: `nothing new: ${ended.summary}`, next: [] };
  const code = exitOf(steps);
  if (code === 0) return { sentence: `${what} is followed on ${branch}, and no person was needed`, next: [] };
  const stopped = steps.find(({ outcome }) => outcome === 'stops' || outcome === 'failed');
  const count = steps.reduce((sum, { problems }) => sum + problems.length, 0);
  const places = `${count} ${count === 1 ? 'place' : 'places'}`;
  if (stopped === undefined) {
    const sentence = `${what} is followed on ${branch}, and needs a person in ${places}`;
    return {
      sentence,
      next: ['The branch is right as it is if every answer is no. If not, edit the lines and commit them there.'],
    };
  }
  const verb =
    code === 2
      ? `cannot be followed: ${stopped.name} cannot run`
      : `needs a person: ${stopped.name} stops, in ${places}`;
  return { sentence: `${what} ${verb}`, next: whereItStands(standing) };
}

function whereItStands({ branch, from, release }: Standing): string[] {
  if (branch === undefined) return ['The work tree is unchanged.'];
  const back = from === undefined ? '' : ` To go back, run \`git switch ${from}\` and \`npm install\`.`;
  return [
    `What was done is on the branch ${branch}.${back}`,
    `To continue, settle the above there, commit it, and run \`motorized follow --driver ${release} --branch ${branch}\`.`,
  ];
}
