import { CannotRunError, type Problem } from '../common/problem.js';
import type { Tell } from '../common/interruption.js';
import type { Step, StepOutcome, StepResult, TakenStep } from './step.js';

/** The outcomes after which only steps that keep the work are taken. */
const LAST: ReadonlySet<StepOutcome> = new Set(['stops', 'failed', 'ends']);

/** Takes steps in order, until one needs a person. Reports each one when it starts and when it ends. */
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

/** Takes a step. If it cannot run, that is an outcome as well, which is reported, and the work is kept. */
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
