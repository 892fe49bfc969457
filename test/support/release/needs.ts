import { driverVersion } from './release.js';
import { lackOf, type Need } from './has.js';

/**
 * Skips the running test, or the suite that is being declared, where the driver's release lacks one of these, and says
 * why: `needs(this, 'MongoClient.bulkWrite')`. In which releases something is there, the spec says.
 */
export function needs(context: Mocha.Context | Mocha.Suite, ...all: readonly Need[]): void {
  for (const need of all) {
    const lack = lackOf(need);
    if (lack === undefined) continue;
    const reason = `: mongodb ${driverVersion} lacks \`${need}\`, ${lack}`;
    if ('suites' in context) {
      context.title += reason;
      context.pending = true;
      return;
    }
    if (context.test !== undefined) context.test.title += reason;
    context.skip();
  }
}
