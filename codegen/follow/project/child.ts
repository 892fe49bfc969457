import { execFile, spawn } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** The most that a program may say. */
const MOST_BYTES = 1 << 26;

/** Runs a program in a folder, and gives what it says on its output; fails where the program does. */
export async function outputOf(program: string, args: readonly string[], cwd: string): Promise<string> {
  return (await bothOf(program, args, cwd)).stdout;
}

/** The same with what it says on its error stream. */
export async function bothOf(
  program: string,
  args: readonly string[],
  cwd: string,
): Promise<{ readonly stdout: string; readonly stderr: string }> {
  return run(program, args, { cwd, maxBuffer: MOST_BYTES });
}

/** How a command of the user's ended. */
export interface CommandEnd {
  /** Null where a signal ended it. */
  readonly code: number | null;
  /** The last lines of what it said, on both streams. */
  readonly tail: readonly string[];
}

const TAIL_LINES = 40;

/** Runs a line of a shell in a folder. */
export function runCommand(command: string, cwd: string): Promise<CommandEnd> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, { cwd, shell: true, stdio: ['ignore', 'pipe', 'pipe'] });
    let said = '';
    const hear = (chunk: string): void => {
      said = lastLines(said + chunk);
    };
    child.stdout.setEncoding('utf8').on('data', hear);
    child.stderr.setEncoding('utf8').on('data', hear);
    child.once('error', reject);
    child.once('close', (code) => resolve({ code, tail: said.trimEnd().split('\n') }));
  });
}

function lastLines(text: string): string {
  return text.split('\n').slice(-TAIL_LINES).join('\n');
}

/** What a program said on its error stream, by the error that it failed with. */
export function complaintOf(error: unknown): string {
  const stderr: unknown = typeof error === 'object' && error !== null ? Reflect.get(error, 'stderr') : undefined;
  return typeof stderr === 'string' ? stderr.trim() : '';
}
