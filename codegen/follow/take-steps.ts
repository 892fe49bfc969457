import { CannotRunError, type Problem } from '../common/problem.js';
import type { Tell } from '../common/interruption.js';
import type { Step, StepOutcome, StepResult, TakenStep } from './step.js';

/** After these no step is taken, but for those that keep what was done. */
const LAST: ReadonlySet<StepOutcome> = new Set(['stops', 'failed', 'ends']);

/** Takes steps in order, up to the one that cannot go on alone; says of each how it ended, and tells which one is being taken. */
export async function takeSteps(
  steps: readonly Step[],
  say: (step: TakenStep) => void,
  tell: Tell = () => undefined,
): Promise<TakenStep[]> {
  const taken: TakenStep[] = [];
  let isOver = false;
  for (const step of steps) {
    const isTaken = !isOver || step.isAlways?.() === true;
    if (isTaken) tell(step.name);
    const result = isTaken ? await resultOf(step) : NOT_REACHED;
    const record = { name: step.name, details: [], output: [], problems: [], ...result };
    isOver ||= LAST.has(record.outcome);
    taken.push(record);
    if (record.outcome !== 'not reached') say(record);
  }
  return taken;
}

const NOT_REACHED = { outcome: 'not reached', summary: '' } as const;

/** What cannot run is an outcome too: the report tells of it, and what was done is kept. */
async function resultOf(step: Step): Promise<StepResult> {
  try {
    return await step.take();
  } catch (error) {
    if (!(error instanceof CannotRunError)) throw error;
    const { message, fix } = error;
    const problem: Problem = {
      rule: 'cannot-run',
      severity: 'error',
      subject: step.name,
      message,
      fix,
      at: undefined,
    };
    return { outcome: 'failed', summary: message, problems: [problem] };
  }
}
