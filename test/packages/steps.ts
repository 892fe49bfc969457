/** A check that may find a problem. */
export interface Step {
  readonly name: string;
  /** The findings as lines of text. Empty if there are none. */
  problem(): Promise<string | undefined>;
}

/** The error that a step could not run, which is not a finding. */
export class CouldNotRun extends Error {
  override readonly name = 'CouldNotRun';
}

/**
 * Takes steps one after the other, and reports each. Returns the exit code: 0 fine, 1 problems found, 2 could not run.
 */
export async function runSteps(
  steps: readonly Step[],
  print: (text: string) => void = (text) => void process.stdout.write(text),
): Promise<number> {
  const codes: number[] = [];
  for (const step of steps) {
    const began = performance.now();
    const { code, text } = await take(step);
    const seconds = ((performance.now() - began) / 1000).toFixed(1);
    print(`${['ok   ', 'FAIL ', 'ERROR'][code]} ${step.name} (${seconds} s)\n${indented(text)}`);
    codes.push(code);
  }
  const fine = codes.filter((code) => code === 0).length;
  print(`${fine} of ${steps.length} fine\n`);
  return Math.max(0, ...codes);
}

async function take(step: Step): Promise<{ readonly code: number; readonly text: string }> {
  try {
    const problem = await step.problem();
    return problem === undefined ? { code: 0, text: '' } : { code: 1, text: problem };
  } catch (error) {
    return { code: 2, text: error instanceof CouldNotRun ? error.message : String((error as Error).stack) };
  }
}

function indented(text: string): string {
  const lines = text.trimEnd().split('\n');
  return text.trim() === '' ? '' : `${lines.map((line) => `      ${line}`).join('\n')}\n`;
}
