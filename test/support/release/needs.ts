import { lackOf, type Need } from './has.js';

/**
 * Skips the running test, or the suite that is being declared, if the driver's release lacks one of these, and adds the
 * reason to its title: `needs(this, 'MongoClient.bulkWrite')`. The spec says which releases have what.
 */
export function needs(context: Mocha.Context | Mocha.Suite, ...all: readonly Need[]): void {
  for (const need of all) {
    const lack = lackOf(need);
    if (lack === undefined) continue;
    const reason = `: ${lack}`;
    if ('suites' in context) {
      context.title += reason;
      context.pending = true;
      return;
    }
    if (context.test !== undefined) context.test.title += reason;
    context.skip();
  }
}

/**
 * Skips a suite of programs that are written for the newest line, as those of the documents and examples are. Its first
 * release is the one in which clients dispose of themselves.
 */
export function needsNewestLine(suite: Mocha.Suite): void {
  needs(suite, 'MongoClient[Symbol.asyncDispose]');
}
