import { spawn } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import type { TestResult, WorkerLine } from '../results/test-results.js';
import type { MochaConfig, TypesConfig, WorkerConfig } from './worker-config.js';

/** What a worker found. */
export interface WorkerReport {
  readonly results: readonly TestResult[];
  readonly unloadable: readonly { readonly file: string; readonly error: string }[];
  /** Errors of hooks around all files, after which no more of them ran. */
  readonly hooks: readonly string[];
  /** Files by which the driver or bson was loaded twice. */
  readonly copies: readonly string[];
  /** How it ended where it did not come to its end: `exit code 2`, `SIGKILL`. */
  readonly death: string | undefined;
  /** Where its output is. */
  readonly log: string;
}

/** A worker and what it is to do. */
export interface WorkerRequest {
  /** Unique in the folder. */
  readonly name: string;
  readonly folder: string;
  readonly config: Omit<MochaConfig, 'output'> | Omit<TypesConfig, 'output'>;
  /** The server that its tests connect to. */
  readonly uri: string | undefined;
  /** Milliseconds after which it is killed. */
  readonly limit: number;
  readonly signal: AbortSignal;
}

/** Runs a worker to its end, or until its time is over. */
export async function runWorker(request: WorkerRequest): Promise<WorkerReport> {
  const { name, folder, config } = request;
  const path = (extension: string): string => join(folder, `${name}.${extension}`);
  const output = path('ndjson');
  await writeFile(output, '');
  await writeFile(path('json'), JSON.stringify({ ...config, output } satisfies WorkerConfig));
  const end = await runProcess(request, path('json'), path('log'));
  const { isDone, ...lines } = readLines(await readFile(output, 'utf8'));
  return { ...lines, death: isDone ? undefined : end, log: path('log') };
}

/** How a worker ended, in words. Where the command that waits for it is killed, it ends by the channel between them. */
async function runProcess({ uri, limit, signal }: WorkerRequest, config: string, log: string): Promise<string> {
  const out = openSync(log, 'w');
  try {
    const worker = fileURLToPath(new URL('./worker.js', import.meta.url));
    const child = spawn(process.execPath, ['--enable-source-maps', worker, config], {
      stdio: ['ignore', out, out, 'ipc'],
      signal,
      timeout: limit,
      killSignal: 'SIGKILL',
      env: {
        ...process.env,
        AUTH: 'noauth',
        NODE_V8_COVERAGE: '',
        NODE_NO_WARNINGS: '1',
        ...(uri === undefined ? {} : { MONGODB_URI: uri }),
      },
    });
    let failure: Error | undefined;
    child.once('error', (error) => (failure = error));
    const started = Date.now();
    const [code, killed] = await new Promise<[number | null, NodeJS.Signals | null]>((resolve) =>
      child.once('close', (...end) => resolve(end)),
    );
    signal.throwIfAborted();
    if (Date.now() - started >= limit) return `killed after ${Math.round(limit / 60_000)} minutes`;
    return killed ?? failure?.message ?? `exit code ${code}`;
  } finally {
    closeSync(out);
  }
}

/** Reads what a worker wrote; the last line of one that was killed may be cut off. */
export function readLines(text: string): Omit<WorkerReport, 'log' | 'death'> & { readonly isDone: boolean } {
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
