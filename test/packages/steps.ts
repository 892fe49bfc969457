/** Something that is tried, and may find a problem. */
export interface Step {
  readonly name: string;
  /** What was found, as text that ends its last line; nothing where all is well. */
  problem(): Promise<string | undefined>;
}

/** Says why a step could not be tried, which is no fault of what it looks at. */
export class CouldNotRun extends Error {
  override readonly name = 'CouldNotRun';
}

/** Takes steps one after the other, and tells of each; gives the exit code: 0 fine, 1 problems found, 2 could not run. */
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
