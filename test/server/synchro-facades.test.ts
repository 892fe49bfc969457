import { expect } from 'chai';

import { output } from '../support/processes.js';
import { inProject } from '../support/project-root.js';
import type { Need } from '../support/release/has.js';
import { needs } from '../support/release/needs.js';
import { currentServer } from './current-server.js';

/** Runs programs on a framework's classes as the driver's tests see them, in a separate process, which patches them. */
function runOn(framework: string, programs: readonly string[], change: object = {}): unknown[] {
  const module = new URL('./promised-framework.js', import.meta.url).href;
  const text = `
    import { writeSync } from 'node:fs';
    import { promisedFramework } from ${JSON.stringify(module)};
    const classes = await promisedFramework(${JSON.stringify(framework)}, ${JSON.stringify(change)});
    const client = new classes.MongoClient(${JSON.stringify(currentServer().uri)});
    const db = client.db('synchro_${framework}');
    const results = [];
    for (const program of [${programs.map((program) => `async (things) => { ${program} }`).join(', ')}]) {
      await db.dropDatabase();
      const things = db.collection('things');
      await things.insertMany([{ n: 1 }, { n: 2 }, { n: 3 }, { n: 4 }, { n: 5 }]);
      results.push(await program(things).catch((error) => error.stack));
    }
    await db.dropDatabase();
    await client.close();
    writeSync(1, JSON.stringify(results));`;
  return JSON.parse(
    output(process.execPath, ['--input-type=module', '--eval', text], { cwd: inProject() }),
  ) as unknown[];
}

/** Programs that return the same on each framework as on the driver. */
const PROGRAMS: readonly [name: string, program: string, expected: unknown, ...needs: Need[]][] = [
  [
    'returns promises from commands',
    'const made = things.findOne({ n: 2 }); return [made instanceof Promise, (await made).n]',
    [true, 2],
  ],
  [
    "rejects with the framework's error",
    'return things.insertOne({ _id: 1 }).then(() => things.insertOne({ _id: 1 })).catch((error) => error.code)',
    11_000,
  ],
  [
    'accepts calls without optional arguments',
    'return [await things.countDocuments(), await things.estimatedDocumentCount()]',
    [5, 5],
  ],
  [
    'accepts executors that return promises',
    `return client.withSession(async (session) => session.withTransaction(async (same) => {
       await things.insertOne({ n: 6 }, { session });
       return same === session;
     }))`,
    true,
    'withTransaction returns the result of its function',
    'withSession returns the result of its function',
  ],
  [
    "rejects with an executor's error",
    "return client.withSession(async () => { throw new Error('mine'); }).catch((error) => error.message)",
    'mine',
  ],
  [
    'builds a cursor and calls its steps',
    `const cursor = things.find({}, { projection: { _id: 0 } });
     cursor.sort({ n: -1 }).limit(3);
     const first = await cursor.next();
     return [cursor instanceof classes.FindCursor, first, await cursor.hasNext(), (await cursor.toArray()).length, cursor.closed]`,
    [true, { n: 5 }, true, 2, true],
  ],
  [
    'iterates over a cursor and closes it',
    'const cursor = things.find({}, { batchSize: 2 }); let n = 0; for await (const _ of cursor) if (++n === 2) break; return [n, cursor.killed]',
    [2, true],
  ],
  [
    'throws the error of a refused builder call',
    "try { things.find().batchSize('many'); return 'nothing'; } catch (error) { return error.name; }",
    'MongoInvalidArgumentError',
  ],
  [
    'has one run, which ends when everything has been read',
    `const cursor = things.find(); await cursor.toArray(); let n = 0; for await (const _ of cursor) n += 1;
     const stepped = things.find(); await stepped.next(); let left = 0; await stepped.forEach(() => { left += 1; });
     const again = things.find(); await again.toArray(); again.rewind();
     return [await cursor.next(), cursor.closed, n, left, (await again.toArray()).length]`,
    [null, true, 0, 4, 5],
    'a cursor returns null after its end',
  ],
  [
    'calls the closing members for disposal',
    `const cursor = things.find(), session = client.startSession(); const calls = [];
     const count = (object, name) => { const close = object[name]; object[name] = (...args) => { calls.push(name); return close.apply(object, args); }; };
     count(cursor, 'close'); count(session, 'endSession');
     await cursor[Symbol.asyncDispose](); await session[Symbol.asyncDispose]();
     return [calls, cursor.closed, session.hasEnded]`,
    [['close', 'endSession'], true, true],
    'AbstractCursor[Symbol.asyncDispose]',
    'ClientSession[Symbol.asyncDispose]',
  ],
  [
    'accepts synchronous functions',
    'const seen = []; await things.find().forEach((each) => { seen.push(each.n); }); return seen',
    [1, 2, 3, 4, 5],
  ],
  [
    'closes and copies a cursor',
    'const cursor = things.find().limit(1); const copy = cursor.clone(); await cursor.close(); return [(await copy.toArray()).length, cursor.closed]',
    [1, true],
  ],
  [
    'forwards events',
    `const cursor = things.find(); let closes = 0; cursor.once('close', () => { closes += 1; });
     await cursor.next(); await cursor.close(); return closes`,
    1,
  ],
  [
    'has the constructors for users',
    'const bucket = new classes.GridFSBucket(db); return [await new classes.ListCollectionsCursor(db, {}).toArray().then((all) => all.length), bucket instanceof classes.GridFSBucket]',
    [1, true],
  ],
  ['has nothing that the framework has not', "return ['topology' in client, 's' in things]", [false, false]],
  // The last one, since it removes disposal, which the first releases lack.
  [
    'closes an abandoned cursor in releases without disposal',
    `const cursor = things.find({}, { batchSize: 2 });
     for (let at = cursor; at !== null; at = Object.getPrototypeOf(at)) delete at[Symbol.asyncDispose];
     let closes = 0; const { close } = cursor; cursor.close = (...args) => { closes += 1; return close.apply(cursor, args); };
     for await (const _ of cursor) break;
     return [Symbol.asyncDispose in cursor, closes, cursor.killed]`,
    [false, 1, true],
  ],
];

for (const framework of ['promise', 'callback', 'rxjs', 'effect']) {
  describe(`${framework} as the driver's tests see it`, function () {
    this.timeout(60_000);
    let results: unknown[];

    it('fails if a method is broken on purpose', () => {
      // If the framework's values are promises, the broken method throws instead of rejecting.
      const program = 'try { return await things.findOne() } catch (error) { return error.message }';
      expect(runOn(framework, [program], { broken: 'Collection.findOne' })).to.deep.equal([
        'Collection.findOne is broken on purpose',
      ]);
    });

    it('reads internals that may fall through', () => {
      const program = "return [(await things.find().next()).n, 's' in things, typeof things.s.namespace, 's' in db]";
      const expected = [1, true, 'object', false];
      expect(runOn(framework, [program], { fallThrough: ['Collection.s'] })).to.deep.equal([expected]);
    });

    it("includes the driver's symbols among the internals that may fall through", () => {
      const program = `
        const symbol = Object.getOwnPropertySymbols(classes.Collection.prototype).find((each) => each.description === 'kInside');
        return [symbol?.description, things[symbol]]`;
      const change = { fallThrough: ['Collection.[kInside]', 'Collection.[kNowhere]'], symbol: 'kInside' };
      expect(runOn(framework, [program], change)).to.deep.equal([['kInside', 'inside']]);
    });

    before(() => {
      results = runOn(
        framework,
        PROGRAMS.map(([, program]) => program),
      );
    });

    for (const [at, [name, , expected, ...needed]] of PROGRAMS.entries()) {
      it(name, function () {
        needs(this, ...needed);
        expect(results[at]).to.deep.equal(expected);
      });
    }
  });
}
