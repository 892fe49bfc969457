import { execFile } from 'node:child_process';

/** How a program ended, and its output. */
export interface End {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

const MOST_BYTES = 1 << 26;

/** Runs a program to its end, successful or not. */
export function endOf(program: string, args: readonly string[], cwd: string): Promise<End> {
  return new Promise((resolve, reject) => {
    execFile(program, [...args], { cwd, maxBuffer: MOST_BYTES }, (error, stdout, stderr) => {
      const code = error === null ? 0 : error.code;
      if (typeof code === 'number') resolve({ code, stdout, stderr });
      else reject(error ?? new Error(`${program} did not run`));
    });
  });
}

/**
 * Runs a program that has to succeed, and returns its output.
 *
 * @throws with all of its output if it fails
 */
export async function outputOf(program: string, args: readonly string[], cwd: string): Promise<string> {
  const { code, stdout, stderr } = await endOf(program, args, cwd);
  if (code === 0) return stdout;
  throw new Error(`${program} ${args.join(' ')} ended with ${code}, expected 0\n${stdout}${stderr}`.trimEnd());
}
