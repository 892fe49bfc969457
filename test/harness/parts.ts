import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

import { addedUp } from './closing-line.js';

/** Some of the tests, in a process of their own. */
export interface Part {
  readonly name: string;
  /** What Node runs, with its arguments. */
  readonly args: readonly string[];
}

type Print = (text: string) => void;

/**
 * Runs the parts at once, and writes the sum of their closing lines into the file, if each of them has one. What the
 * first one prints is shown as it goes, what the others print when they have ended.
 *
 * @returns the exit code: 0 where that of every part is
 */
export async function runParts(parts: readonly Part[], file: string, print: Print): Promise<number> {
  mkdirSync(dirname(file), { recursive: true });
  rmSync(file, { force: true });
  const ended = await Promise.all(parts.map((part, at) => run(part, `${file}.${at}`, { isLive: at === 0, print })));
  const sum = addedUp(ended.map(({ line }) => line));
  if (sum !== undefined) writeFileSync(file, `${sum}\n`);
  return ended.every(({ isFine }) => isFine) ? 0 : 1;
}

interface Show {
  /** Whether it is seen as it goes. */
  readonly isLive: boolean;
  readonly print: Print;
}

interface Ended {
  readonly isFine: boolean;
  /** Nothing where it did not get as far as that. */
  readonly line: string | undefined;
}

async function run({ name, args }: Part, file: string, { isLive, print }: Show): Promise<Ended> {
  const output = isLive ? 'inherit' : 'pipe';
  const env = { ...process.env, CLOSING_LINE_FILE: file };
  const child = spawn(process.execPath, args, { env, stdio: ['ignore', output, output] });
  const stop = (signal: NodeJS.Signals): boolean => child.kill(signal);
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, stop);
  const printed: Buffer[] = [];
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk: Buffer) => printed.push(chunk));
  const end = await new Promise<number | NodeJS.Signals | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code, signal) => resolve(signal ?? code));
  });
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.off(signal, stop);
  print(`\n${Buffer.concat(printed).toString()}`);
  if (end !== 0) print(`The tests ${name} ended with ${end}.\n`);
  return { isFine: end === 0, line: takenFrom(file) };
}

function takenFrom(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8').trim();
  } catch {
    return undefined;
  } finally {
    rmSync(file, { force: true });
  }
}
