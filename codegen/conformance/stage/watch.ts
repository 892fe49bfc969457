import { setImmediate as turn } from 'node:timers/promises';

import type { Breach } from '../clause.js';

const EVENTS = ['unhandledRejection', 'uncaughtException'] as const;

/**
 * Runs some work and returns unhandled failures as breaches. Other listeners are removed meanwhile, since a test runner
 * would report them as its own.
 */
export async function watched(work: () => Promise<void>): Promise<readonly Breach[]> {
  const strays: Breach[] = [];
  const others = EVENTS.map((event) => [event, process.rawListeners(event)] as const);
  const own = EVENTS.map(
    (event) => [event, (found: unknown): void => void strays.push(strayOf(event, found))] as const,
  );
  for (const event of EVENTS) process.removeAllListeners(event);
  for (const [event, listener] of own) process.on(event, listener);
  try {
    await work();
    // An unhandled rejection is reported at the end of the turn.
    await turn();
  } finally {
    for (const [event, listener] of own) process.off(event, listener);
    for (const [event, listeners] of others)
      for (const listener of listeners) process.on(event, listener as () => void);
  }
  return strays;
}

function strayOf(event: string, found: unknown): Breach {
  return { subject: event, expected: 'no unhandled failure', found };
}
