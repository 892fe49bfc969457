import { execFile, spawn } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** The limit for the output of a program. */
const MOST_BYTES = 1 << 26;

/** Runs a program in a folder, and returns its stdout. Fails if the program does. */
export async function outputOf(program: string, args: readonly string[], cwd: string): Promise<string> {
  return (await bothOf(program, args, cwd)).stdout;
}

/** Runs a program, and returns its stdout and stderr. */
export async function bothOf(
  program: string,
  args: readonly string[],
  cwd: string,
): Promise<{ readonly stdout: string; readonly stderr: string }> {
  return run(program, args, { cwd, maxBuffer: MOST_BYTES });
}

/** How a user's command has ended. */
export interface CommandEnd {
  /** The exit code, or null if a signal has ended it. */
  readonly code: number | null;
  /** The last lines of its output, from both streams. */
  readonly tail: readonly string[];
}

const TAIL_LINES = 40;

/** Runs a shell command in a folder. */
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

/** The stderr of a program, from the error that it failed with. */
export function complaintOf(error: unknown): string {
  const stderr: unknown = typeof error === 'object' && error !== null ? Reflect.get(error, 'stderr') : undefined;
  return typeof stderr === 'string' ? stderr.trim() : '';
}
