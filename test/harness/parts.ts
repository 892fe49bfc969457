import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

import { addedUp } from './closing-line.js';

/** Some of the tests, which run in a separate process. */
export interface Part {
  readonly name: string;
  /** The module for Node, with its arguments. */
  readonly args: readonly string[];
}

type Print = (text: string) => void;

/**
 * Runs the parts in parallel, and writes the sum of their closing lines to the file, if all have one. The output of the
 * first one is shown immediately, that of the others when they have ended.
 *
 * @returns the exit code: 0 if every part exits with 0
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
  /** Whether its output is shown immediately. */
  readonly isLive: boolean;
  readonly print: Print;
}

interface Ended {
  readonly isFine: boolean;
  /** Undefined if it ended before that. */
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
