import { spawn } from 'node:child_process';
import { openSync, closeSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import type { TestResult, WorkerLine } from './results.js';
import type { WorkerConfig } from './worker-config.js';

/** What a worker found. */
export interface WorkerReport {
  readonly results: readonly TestResult[];
  readonly unloadable: readonly { readonly file: string; readonly error: string }[];
  /** Errors of hooks around all files, after which no more of them ran. */
  readonly hooks: readonly string[];
  /** Files by which the driver or bson was loaded twice. */
  readonly copies: readonly string[];
  /** Whether it came to its end. */
  readonly isDone: boolean;
  /** Where its output is. */
  readonly log: string;
}

/** Runs a worker to its end, or until its time is over. */
export async function runWorker(
  name: string,
  folder: string,
  config: Omit<WorkerConfig, 'output'>,
  uri: string | undefined,
  limit: number,
): Promise<WorkerReport> {
  await mkdir(folder, { recursive: true });
  const path = (extension: string): string => join(folder, `${name}.${extension}`);
  const output = path('ndjson');
  await writeFile(output, '');
  await writeFile(path('json'), JSON.stringify({ ...config, output } satisfies WorkerConfig));
  const worker = fileURLToPath(new URL('./worker.js', import.meta.url));
  const log = openSync(path('log'), 'w');
  const child = spawn(process.execPath, ['--enable-source-maps', worker, path('json')], {
    stdio: ['ignore', log, log],
    env: {
      ...process.env,
      AUTH: 'noauth',
      NODE_V8_COVERAGE: '',
      NODE_NO_WARNINGS: '1',
      ...(uri === undefined ? {} : { MONGODB_URI: uri }),
    },
  });
  const timer = setTimeout(() => child.kill('SIGKILL'), limit);
  await new Promise<void>((resolve) => child.once('close', () => resolve()));
  clearTimeout(timer);
  closeSync(log);
  return { ...readLines(await readFile(output, 'utf8')), log: path('log') };
}

/** Reads what a worker wrote; the last line of one that was killed may be cut off. */
export function readLines(text: string): Omit<WorkerReport, 'log'> {
  const lines = text.split('\n').flatMap((line): WorkerLine[] => {
    try {
      return [JSON.parse(line) as WorkerLine];
    } catch {
      return [];
    }
  });
  const of = <T extends WorkerLine['type']>(type: T) =>
    lines.filter((line): line is Extract<WorkerLine, { type: T }> => line.type === type);
  return {
    results: lastWord(of('test')),
    unloadable: of('unloadable'),
    hooks: of('hook').map((line) => line.error),
    copies: of('done').flatMap((line) => line.copies),
    isDone: of('done').length > 0,
  };
}

/** A test may fail after it has passed, by what the suite's leak checker finds: each has one result. */
function lastWord(results: readonly TestResult[]): TestResult[] {
  const byId = new Map<string, TestResult>();
  for (const result of results) if (byId.get(result.id)?.state !== 'failed') byId.set(result.id, result);
  return [...byId.values()];
}
