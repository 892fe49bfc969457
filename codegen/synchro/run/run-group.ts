import { join } from 'node:path';

import type { Tell } from '../../common/interruption.js';
import type { TestResult } from '../results/test-results.js';
import type { Group } from '../suite/selection.js';
import type { Settings } from '../suite/settings.js';
import type { SuiteHooks } from '../suite/suite-hooks.js';
import { runWorker, type WorkerReport, type WorkerRequest } from './run-worker.js';
import type { Turns } from './slots.js';
import type { StartServer } from './suite-server.js';
import type { MasqueradeConfig } from './worker-config.js';

/** A framework under test. */
export interface SuiteFramework extends MasqueradeConfig {
  readonly name: string;
  /** Its declarations, if they match the driver's, so that the type tests have to pass. */
  readonly types: string | undefined;
}

/** The context of all runs of groups. */
export interface GroupContext {
  readonly suite: string;
  readonly hooks: SuiteHooks;
  readonly driver: string;
  readonly settings: Settings;
  /** The folder for the workers' files. No other process writes there. */
  readonly folder: string;
  readonly startServer: StartServer;
  /** A server that all groups share is used by one after the other. */
  readonly turns: Turns;
  readonly signal: AbortSignal;
  readonly tell: Tell;
}

/** A run of a group. */
export interface GroupRun {
  readonly group: Group;
  /** Undefined for the raw driver. */
  readonly framework: SuiteFramework | undefined;
  /** The only tests to run; undefined for all. */
  readonly only: readonly string[] | undefined;
  /** Distinguishes several runs of a group on the same framework. */
  readonly suffix?: string;
}

/** The timeout for tests that set none: three times the duration of the slowest one. */
const TEST_TIMEOUT_MS = 15_000;
const WORKER_LIMIT_MS = 20 * 60_000;

/** Runs a group in a separate process, with a server if it needs one. */
export async function runGroup(context: GroupContext, run: GroupRun): Promise<WorkerReport> {
  const { group } = run;
  if (group.kind !== 'integration') return runOn(context, run, undefined);
  context.signal.throwIfAborted();
  const server = await context.startServer();
  try {
    return await context.turns.run(server.uri, async () => runOn(context, run, server.uri));
  } finally {
    await server.stop();
  }
}

async function runOn(context: GroupContext, run: GroupRun, uri: string | undefined): Promise<WorkerReport> {
  const { group, framework, only, suffix = '' } = run;
  const { folder, signal, tell } = context;
  const name = `${group.name}-${framework?.name ?? 'raw'}${suffix}`;
  const started = Date.now();
  const config = configOf(context, run, join(folder, name));
  const report = await runWorker({ name, folder, config, uri, limit: WORKER_LIMIT_MS, signal });
  const passed = idsOf(report.results, 'passed').length;
  const seconds = Math.round((Date.now() - started) / 1000);
  tell(`${name}: ${passed} of ${only?.length ?? report.results.length} passed in ${seconds} s`);
  return report;
}

function configOf(context: GroupContext, run: GroupRun, folder: string): WorkerRequest['config'] {
  const { suite, driver, hooks, settings } = context;
  const { framework, only } = run;
  const { kind, files } = run.group;
  if (kind === 'types') return { kind, suite, driver, files, module: framework?.types ?? 'mongodb', folder };
  const except = settings.unreliable.map(({ pattern }) => pattern);
  return { kind, suite, driver, hooks, files, framework, only, except, timeout: TEST_TIMEOUT_MS };
}

export function idsOf(results: readonly TestResult[], state: TestResult['state']): string[] {
  return results.filter((result) => result.state === state).map((result) => result.id);
}
