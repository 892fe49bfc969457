import { spawn } from 'node:child_process';
import { stripVTControlCharacters } from 'node:util';

import { CLI } from './cli.js';

/** The keys that a person types when a text is on the screen. */
export type Typed = readonly [when: string, keys: string];

export const ENTER = '\r';
export const DOWN = '\u001B[B';
export const INTERRUPT = '\u0003';

export interface Session {
  readonly code: number | null;
  /** Everything that was on the screen, without escape codes. */
  readonly screen: string;
}

/** Runs a program in a terminal of a usual size, which Node cannot do. */
const TERMINAL = `
import os, pty, sys
sized = ['sh', '-c', 'stty rows 40 cols 120; exec "$@"', 'sh', *sys.argv[1:]]
sys.exit(os.waitstatus_to_exitcode(pty.spawn(sized)))
`;

/** After how many milliseconds a session is ended. */
const LIMIT = 60_000;

/** Runs the built `motorized` on a terminal, and types. Waits for each text after the previous one. */
export function onTerminal(args: readonly string[], cwd: string, typed: readonly Typed[] = []): Promise<Session> {
  return nodeOnTerminal([CLI, ...args], cwd, typed);
}

/** The same for any module. */
export function nodeOnTerminal(
  args: readonly string[],
  cwd: string,
  typed: readonly Typed[] = [],
  more: Readonly<Record<string, string>> = {},
): Promise<Session> {
  return new Promise((resolve, reject) => {
    // CI has no terminal, but this is one.
    const { CI: _, ...env } = process.env;
    const child = spawn('python3', ['-c', TERMINAL, process.execPath, ...args], {
      cwd,
      env: { ...env, TERM: 'xterm', ...more },
      timeout: LIMIT,
    });
    const left = [...typed];
    let written = '';
    let read = 0;
    const screenOf = (): string => stripVTControlCharacters(written);
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      written += text;
      const [next] = left;
      const screen = screenOf();
      const at = next === undefined ? -1 : screen.indexOf(next[0], read);
      if (next === undefined || at < 0) return;
      left.shift();
      read = screen.length;
      child.stdin.write(next[1]);
    });
    child.once('error', reject);
    child.once('close', (code) => {
      if (left.length === 0) resolve({ code, screen: screenOf() });
      else reject(new Error(`it was not on the screen: ${left[0]?.[0]}, but\n${screenOf()}`));
    });
  });
}
