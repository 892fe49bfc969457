import { expect } from 'chai';
import fc from 'fast-check';

import { formatProblems } from '../../codegen/common/problem-text.js';
import { compileBatch, type Sample } from './compile-batch.js';
import { madeDriver } from './made-driver.js';
import { loadTools, type Tools, wrapDriver } from './wrap-driver.js';

/** `MADE_DRIVERS=5000` searches for longer, `MADE_SEED=7` elsewhere. */
const COUNT = Number(process.env['MADE_DRIVERS'] ?? 100);
const SEED = Number(process.env['MADE_SEED'] ?? 20_261_128);
const BATCH = 100;

describe('whatever is emitted compiles', function () {
  this.timeout(Math.max(90_000, COUNT * 1000));

  it(`for ${COUNT} random drivers, whose members are either refused with a place or emitted`, async () => {
    const tools = await loadTools();
    const counts = { discarded: 0, emitted: 0, omitted: 0 };
    for (let from = 0; from < COUNT; from += BATCH) {
      // One seed for each batch, so that a failure can be reproduced without the batches before it.
      const seed = SEED + from;
      const texts = fc.sample(madeDriver, { seed, numRuns: Math.min(BATCH, COUNT - from) });
      const samples = texts.map((text): Sample => ({ text, wrapped: wrapDriver(text, tools) }));
      const verdicts = await compileBatch(samples, tools);
      for (const [at, { declarations }] of verdicts.entries()) {
        const sample = samples[at];
        if (declarations.length > 0) counts.discarded++;
        else if (sample !== undefined && faultsOf(sample, verdicts[at]?.emitted ?? []).length > 0) {
          expect.fail(await shrunk(seed, at, tools));
        } else if (sample !== undefined && sample.wrapped.files.size > 0) counts.emitted++;
        counts.omitted += sample?.wrapped.omitted ?? 0;
      }
    }
    // To notice a test that checks nothing.
    expect(counts.discarded, 'made drivers that are no declarations').to.be.lessThan(COUNT * 0.35);
    expect(counts.emitted, 'made drivers that are emitted').to.be.greaterThan(COUNT * 0.3);
  });
});

function faultsOf({ wrapped }: Sample, errors: readonly string[]): string[] {
  const placeless = wrapped.problems.filter((problem) => problem.at === undefined);
  const silent = wrapped.files.size === 0 && wrapped.problems.every((problem) => problem.severity !== 'error');
  return [
    ...errors,
    ...(placeless.length === 0 ? [] : [formatProblems(placeless, { sources: new Map(), color: false, frames: false })]),
    ...(silent ? ['nothing is emitted, and nothing is said'] : []),
  ];
}

/** The same sample again, shrunk as far as a minute allows. */
async function shrunk(seed: number, at: number, tools: Tools): Promise<string> {
  const faults = async (text: string): Promise<string[]> => {
    const sample = { text, wrapped: wrapDriver(text, tools) };
    const [verdict] = await compileBatch([sample], tools);
    return verdict === undefined || verdict.declarations.length > 0 ? [] : faultsOf(sample, verdict.emitted);
  };
  const property = fc.asyncProperty(madeDriver, async (text) => (await faults(text)).length === 0);
  const { counterexample } = await fc.check(property, {
    seed,
    path: String(at),
    interruptAfterTimeLimit: 60_000,
  });
  const [text] = counterexample ?? fc.sample(madeDriver, { seed, numRuns: at + 1 }).slice(-1);
  return `seed ${seed}, sample ${at}:\n${text}\n${(await faults(text ?? '')).join('\n')}`;
}
