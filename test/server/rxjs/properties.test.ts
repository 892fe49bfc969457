import { expect } from 'chai';
import type { AggregationCursor, CommandStartedEvent, Document, FindCursor } from 'mongodb';
import type * as rxjs from 'motorized/rxjs';
import { lastValueFrom, toArray } from 'rxjs';
import fc from 'fast-check';

import { has } from '../../support/release/has.js';
import { type Numbered, useStage } from './stage.js';

/** A builder call: the member's name and the arguments. */
type Call = readonly [name: string, ...args: readonly unknown[]];

type Chainable = Record<string, (...args: readonly unknown[]) => Chainable>;

const limits = fc.integer({ min: 1, max: 12 });
const direction = fc.constantFrom(1, -1, 'asc', 'descending');

const call = (name: string, ...args: fc.Arbitrary<unknown>[]): fc.Arbitrary<Call> =>
  fc.tuple(fc.constant(name), ...args);

const finding: fc.Arbitrary<Call> = fc.oneof(
  call('filter', fc.record({ n: fc.record({ $gte: fc.nat(5) }) })),
  call('sort', fc.constant('n'), direction),
  call('sort', fc.record({ n: fc.constantFrom(1, -1) })),
  call('sort', fc.constant({ n: 3 })),
  call('limit', limits),
  call('limit', fc.constant('three')),
  call('skip', fc.nat(5)),
  call('project', fc.constantFrom({ n: 1 }, { n: 1, _id: 0 })),
  call('batchSize', limits),
  call('comment', fc.string({ maxLength: 5 })),
  call('hint', fc.constant({ _id: 1 })),
  call('maxTimeMS', fc.integer({ min: 1000, max: 5000 })),
  call('addCursorFlag', fc.constantFrom('noCursorTimeout', 'partial'), fc.boolean()),
  call('allowDiskUse', fc.boolean()),
  call('collation', fc.constant({ locale: 'simple' })),
  call('withReadPreference', fc.constantFrom('primary', 'secondaryPreferred', 'none of them')),
  call('withReadConcern', fc.constantFrom('local', 'majority')),
  call('returnKey', fc.constant(false)),
  call('map', fc.constantFrom(tagged, renumbered)),
  call('clone'),
);

const aggregating: fc.Arbitrary<Call> = fc.oneof(
  call('match', fc.record({ n: fc.record({ $gte: fc.nat(5) }) })),
  call('sort', fc.record({ n: fc.constantFrom(1, -1) })),
  call('limit', limits),
  call('skip', fc.nat(5)),
  call('project', fc.constant({ n: 1, double: { $add: ['$n', '$n'] } })),
  ...(has('AggregationCursor.addStage') ? [call('addStage', fc.constant({ $set: { more: true } }))] : []),
  call('unwind', fc.constant('$n')),
  call('batchSize', limits),
  call('maxTimeMS', fc.integer({ min: 1000, max: 5000 })),
  call('withReadConcern', fc.constantFrom('local', 'majority')),
  call('map', fc.constantFrom(tagged, renumbered)),
  call('clone'),
);

// The document may be a promise, on which Node's async hooks store ids under symbols. Those are not copied.
function tagged(document: object): object {
  return { ...Object.fromEntries(Object.entries(document)), tag: true };
}

async function renumbered(document: object | Promise<object>): Promise<object> {
  return { ...(await document), renumbered: true };
}

/** The driver's `clone` loses most of the earlier builder calls. A recipe never changes, so it is its own copy. */
const built = (cursor: unknown, calls: readonly Call[], isRecipe: boolean): Chainable =>
  calls.reduce(
    (each, [name, ...args]) => (name === 'clone' && !isRecipe ? each : each[name]!(...args)),
    cursor as Chainable,
  );

async function iterated(cursor: AsyncIterable<unknown>): Promise<unknown[]> {
  const documents: unknown[] = [];
  for await (const document of cursor) documents.push(document);
  return documents;
}

describe("motorized/rxjs: recipes and the driver's own cursors", function () {
  this.timeout(60_000);
  const stage = useStage('properties');
  beforeEach(() => stage.insert(12));

  const commandsOf = (started: readonly CommandStartedEvent[]): Document[] =>
    started
      .filter(({ commandName }) => commandName !== 'killCursors')
      .map(({ command }) => {
        const { lsid: _lsid, $clusterTime: _time, getMore, ...said } = command;
        return getMore === undefined ? said : { getMore: true, ...said };
      });

  /** The outcome of a run: the documents or the error, and the commands that it has sent. */
  const outcome = async (run: () => Promise<unknown>): Promise<unknown> => {
    stage.forget();
    const result = await run().catch((error: unknown) => String(error));
    return { result, commands: commandsOf(stage.started) };
  };

  const agree = async (raw: () => unknown, recipe: unknown, calls: readonly Call[], cut: number): Promise<void> => {
    const recipes = [recipe as Chainable];
    for (const call of calls) recipes.push(built(recipes.at(-1), [call], true));
    // The last one first, to show that neither its run nor the builder calls have changed the earlier ones.
    for (const at of [calls.length, cut, calls.length]) {
      const theirs = await outcome(async () => {
        const cursor = raw() as FindCursor;
        try {
          return await (built(cursor, calls.slice(0, at), false) as unknown as FindCursor).toArray();
        } finally {
          await cursor.close();
        }
      });
      const cursor = recipes[at] as unknown as rxjs.FindCursor;
      expect(await outcome(() => lastValueFrom(cursor.toArray()))).to.deep.equal(theirs);
      expect(await outcome(() => lastValueFrom(cursor.pipe(toArray())))).to.deep.equal(theirs);
      expect(await outcome(() => iterated(cursor))).to.deep.equal(theirs);
    }
  };

  const chains = (calls: fc.Arbitrary<Call>) =>
    fc.array(calls, { maxLength: 7 }).chain((chain) => fc.tuple(fc.constant(chain), fc.nat(chain.length)));

  it('find: the same commands and results, with any builder calls and any number of runs', async () => {
    const { collection } = stage;
    await fc.assert(
      fc.asyncProperty(
        chains(finding),
        fc.constantFrom({}, { batchSize: 5 }, { sort: { n: -1 as const } }),
        async ([calls, cut], options) => {
          const raw = (): FindCursor<Numbered> => collection.delegate.find({}, options);
          await agree(raw, collection.find({}, options), calls, cut);
        },
      ),
      { numRuns: 100 },
    );
  });

  it("aggregate: the same commands and results, and the user's pipeline unchanged", async () => {
    const { collection } = stage;
    await fc.assert(
      fc.asyncProperty(chains(aggregating), async ([calls, cut]) => {
        const pipeline = [{ $match: { n: { $lt: 10 } } }];
        const raw = (): AggregationCursor => collection.delegate.aggregate([...pipeline]);
        await agree(raw, collection.aggregate(pipeline), calls, cut);
        expect(pipeline).to.deep.equal([{ $match: { n: { $lt: 10 } } }]);
      }),
      { numRuns: 100 },
    );
  });
});
