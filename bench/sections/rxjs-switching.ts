import { once } from 'node:events';
import { setImmediate as nextTurn } from 'node:timers/promises';

import * as driver from 'mongodb';

import { comparisonTable, table } from '../report.js';
import type { BenchContext } from '../section.js';
import { numberFromEnv } from '../settings.js';
import { sideBySide } from '../side-by-side.js';
import type { Loopback } from './loopback.js';
import type { Measured } from './measured.js';

const TIMES = 20;
const WARM_UP = 3;

/** An operation that was started and can be cancelled. */
interface Started {
  readonly done: Promise<unknown>;
  /** Cancels it. Resolves with the answer that still arrives. */
  cancel(): Promise<unknown> | void;
}

/** The measured library, on its own client. */
type OnClient = (loopback: Loopback) => Promise<Measured | undefined>;

/**
 * What `switchMap` over findOne does: each new operation cancels the previous one while the server is working on it.
 * Prints how many connections this took, because the driver closes the connection of an aborted operation.
 */
export async function measureSwitching(context: BenchContext, loopback: Loopback, onClient: OnClient): Promise<void> {
  const { uri, database, thousand } = loopback;
  const rounds = numberFromEnv('ROUNDS', 30);
  const client = await new driver.MongoClient(uri, { monitorCommands: true }).connect();
  const opened = new Map<string, number>();
  let current = '';
  client.on('connectionCreated', () => opened.set(current, (opened.get(current) ?? 0) + 1));
  const collection = client.db(database).collection<{ _id: number }>(thousand.collectionName);
  const starts = startsOf(collection, await onClient({ ...loopback, client }));
  const variants = Object.entries(starts).map(([name, start]) => ({
    name,
    run: (times: number) => ((current = name), switching(client, times, start)),
  }));
  try {
    const measured = await sideBySide(variants, { rounds, times: TIMES, warmUp: WARM_UP });
    context.print(`  ${rounds} rounds of ${TIMES} operations each, each cancelled by the next one, interleaved`);
    context.print(...comparisonTable('switchMap', 'µs each', measured));
    const opening = Object.keys(starts).map((name) => [`  ${name}`, String(opened.get(name) ?? 0)]);
    context.print(...table([[`connections opened for ${(rounds + WARM_UP) * TIMES} operations`, ''], ...opening]));
  } finally {
    await client.close();
  }
}

function startsOf(
  collection: driver.Collection<{ _id: number }>,
  measured: Measured | undefined,
): Record<string, (at: number) => Started> {
  const starts: Record<string, (at: number) => Started> = {
    'raw, late answers ignored': (at) => {
      const done = collection.findOne({ _id: at });
      return { done, cancel: () => done };
    },
    'raw, aborted by hand': (at) => {
      const controller = new AbortController();
      const done = collection.findOne({ _id: at }, { signal: controller.signal });
      return { done, cancel: () => (controller.abort(), done.catch(ignore)) };
    },
  };
  if (measured === undefined) return starts;
  starts[`${measured.name}, cancelled`] = (at) => {
    const { promise, resolve, reject } = withResolvers();
    const cancel = measured.findOne({ _id: at }, (error) => (error ? reject(error) : resolve(undefined)));
    return { done: promise, cancel };
  };
  return starts;
}

async function switching(client: driver.MongoClient, times: number, start: (at: number) => Started): Promise<void> {
  const late: (Promise<unknown> | void)[] = [];
  for (let at = 1; at < times; at++) {
    const sent = once(client, 'commandStarted');
    const { cancel } = start(at);
    await sent;
    await nextTurn();
    late.push(cancel());
  }
  await start(times).done;
  // A turn includes its own late answers, and none is left when the client is closed.
  for (const answer of late) await answer;
}

function ignore(): void {}

function withResolvers(): {
  promise: Promise<unknown>;
  resolve: (value: unknown) => void;
  reject: (error: unknown) => void;
} {
  let resolve: (value: unknown) => void = () => undefined;
  let reject: (error: unknown) => void = () => undefined;
  const promise = new Promise((onValue, onError) => ((resolve = onValue), (reject = onError)));
  return { promise, resolve, reject };
}
