import { spawn } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import type { HookFailure, TestResult, WorkerLine } from '../results/test-results.js';
import type { MochaConfig, TypesConfig, WorkerConfig } from './worker-config.js';

/** The report of a worker. */
export interface WorkerReport {
  readonly results: readonly TestResult[];
  readonly unloadable: readonly { readonly file: string; readonly error: string }[];
  /** How hooks around all files failed. */
  readonly hooks: readonly HookFailure[];
  /** The files that show that the driver or bson was loaded twice. */
  readonly copies: readonly string[];
  /** How it ended prematurely: `exit code 2`, `SIGKILL`. Undefined if it did not. */
  readonly death: string | undefined;
  /** The file with its output. */
  readonly log: string;
}

/** A worker, and its task. */
export interface WorkerRequest {
  /** Unique in the folder. */
  readonly name: string;
  readonly folder: string;
  readonly config: Omit<MochaConfig, 'output'> | Omit<TypesConfig, 'output'>;
  /** The server that its tests connect to. */
  readonly uri: string | undefined;
  /** The time limit in milliseconds, after which it is killed. */
  readonly limit: number;
  readonly signal: AbortSignal;
}

/** Runs a worker until it ends or reaches its time limit. */
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

/**
 * Runs the process, and returns how it ended, in words. If the waiting command is killed, the worker ends since their
 * channel closes.
 */
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

/** Parses the lines of a worker. If it was killed, the last line may be incomplete. */
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
    hooks: of('hook'),
    copies: of('done').flatMap((line) => line.copies),
    isDone: of('done').length > 0,
  };
}

/**
 * Keeps the last result of each test. A test that has passed may still fail, if the suite's leak checker finds
 * something.
 */
function lastWord(results: readonly TestResult[]): TestResult[] {
  const byId = new Map<string, TestResult>();
  for (const result of results) if (byId.get(result.id)?.state !== 'failed') byId.set(result.id, result);
  return [...byId.values()];
}
