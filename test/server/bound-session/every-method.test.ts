import { expect } from 'chai';
import { MongoExpiredSessionError } from 'mongodb';
import type { ClientSession } from 'motorized/promise';

import { has, type Need } from '../../support/release/has.js';
import { needs } from '../../support/release/needs.js';
import { carriers, idioms } from './idioms.js';
import { BoundStage, idOf } from './stage.js';

/** The arguments of each method before its options. */
const COLLECTION: Readonly<Record<string, readonly unknown[]>> = {
  insertOne: [{ n: 3 }],
  insertMany: [[{ n: 3 }]],
  bulkWrite: [[{ insertOne: { document: { n: 3 } } }]],
  updateOne: [{ n: 1 }, { $set: { m: 1 } }],
  replaceOne: [{ n: 1 }, { n: 1 }],
  updateMany: [{ n: 1 }, { $set: { m: 1 } }],
  deleteOne: [{ n: 9 }],
  deleteMany: [{ n: 9 }],
  rename: ['renamed'],
  drop: [],
  findOne: [{}],
  find: [{}],
  options: [],
  isCapped: [],
  createIndex: [{ n: 1 }],
  createIndexes: [[{ key: { n: 1 } }]],
  dropIndex: ['n_1'],
  dropIndexes: [],
  listIndexes: [],
  indexExists: ['n_1'],
  indexInformation: [],
  estimatedDocumentCount: [],
  countDocuments: [{}],
  distinct: ['n', {}],
  indexes: [],
  findOneAndDelete: [{ n: 9 }],
  findOneAndReplace: [{ n: 1 }, { n: 1 }],
  findOneAndUpdate: [{ n: 1 }, { $set: { m: 1 } }],
  aggregate: [[]],
  watch: [[]],
  initializeUnorderedBulkOp: [],
  initializeOrderedBulkOp: [],
  count: [{}],
  listSearchIndexes: [],
  stats: [],
};

const DB: Readonly<Record<string, readonly unknown[]>> = {
  createCollection: ['made'],
  command: [{ ping: 1 }],
  aggregate: [[{ $listLocalSessions: {} }]],
  stats: [],
  listCollections: [{}],
  renameCollection: ['things', 'renamed'],
  dropCollection: ['things'],
  dropDatabase: [],
  collections: [],
  createIndex: ['things', { n: 1 }],
  addUser: ['nobody', 'secret'],
  removeUser: ['nobody'],
  setProfilingLevel: ['off'],
  profilingLevel: [],
  indexInformation: ['things'],
  watch: [[]],
  runCursorCommand: [{ find: 'things', filter: {} }],
};

const ADMIN: Readonly<Record<string, readonly unknown[]>> = {
  command: [{ ping: 1 }],
  buildInfo: [],
  serverInfo: [],
  serverStatus: [],
  ping: [],
  addUser: ['nobody', 'secret'],
  removeUser: ['nobody'],
  validateCollection: ['things'],
  listDatabases: [],
  replSetGetStatus: [],
};

/** The driver hides the commands of these. That they fail with an ended session shows which session they pass. */
const SECRET: ReadonlySet<string> = new Set(['addUser']);

const memberOf = (className: string, method: string) => `${className}.${method}` as Need;

type Methods = Readonly<Record<string, (...args: unknown[]) => unknown>>;

/** The arguments, with options in their position. */
function withOptions(args: readonly unknown[], places: readonly number[], options: unknown): unknown[] {
  const all = [...args];
  const [at] = places as [number];
  while (all.length < at) all.push(undefined);
  return [...all, options];
}

for (const idiom of idioms) {
  describe(`motorized/${idiom.name}: every method of a handle that is bound to a session`, () => {
    let stage: BoundStage;
    let session: ClientSession;
    let other: ClientSession;

    // The methods need no fresh database, since the tests ignore their errors.
    before(async () => {
      stage = new BoundStage(idiom);
      await stage.enter();
      session = idiom.session(stage.client);
      other = idiom.session(stage.client);
    });

    after(async () => {
      await stage.settle(session.endSession());
      await stage.settle(other.endSession());
      await stage.leave();
    });

    const classes = {
      Collection: { calls: COLLECTION, bound: (to: ClientSession) => stage.things.withSession(to) },
      Db: { calls: DB, bound: (to: ClientSession) => stage.db.withSession(to) },
      Admin: { calls: ADMIN, bound: (to: ClientSession) => stage.db.admin().withSession(to) },
    };

    for (const [name, { calls, bound }] of Object.entries(classes)) {
      const table = carriers(idiom.name, name);

      it(`is covered by this suite: ${name}`, () => {
        expect([...table.keys()].sort())
          .to.deep.equal(
            Object.keys(calls)
              .filter((method) => has(memberOf(name, method)))
              .sort(),
          )
          .and.to.not.deep.equal([]);
      });

      for (const [method, args] of Object.entries(calls)) {
        const callWithin = (to: ClientSession, ...more: unknown[]) => {
          const handle = bound(to) as unknown as Methods;
          return handle[method]?.(...more);
        };
        const call = (...more: unknown[]) => callWithin(session, ...more);
        const places = table.get(method) ?? [];
        if (SECRET.has(method)) {
          it(`${name}.${method} passes that session, or the one in its options`, async function () {
            needs(this, memberOf(name, method));
            const ended = idiom.session(stage.client);
            await stage.settle(ended.endSession());
            const isRefused = async (given: unknown) =>
              (await stage.settle(given).catch((error: unknown) => error)) instanceof MongoExpiredSessionError;
            for (const each of [args, withOptions(args, places, { comment: 'mine' })])
              expect(await isRefused(callWithin(ended, ...each)), `${each.length} arguments`).to.equal(true);
            for (const [within, named] of [
              [ended, other],
              [session, ended],
            ] as const) {
              const options = withOptions(args, places, { session: named });
              expect(await isRefused(callWithin(within, ...options))).to.equal(named === ended);
            }
          });
          continue;
        }

        it(`${name}.${method} passes that session, whatever its other options are`, async function () {
          needs(this, memberOf(name, method));
          const id = idOf(session.id);
          expect(id).to.be.a('string');
          const given = [args, withOptions(args, places, undefined), withOptions(args, places, { comment: 'mine' })];
          for (const each of [...given, withOptions(args, places, { session: undefined })]) {
            const sessions = await stage.sessionsOf(() => call(...each));
            expect(sessions, `${each.length} arguments`).to.not.deep.equal([]);
            expect(new Set(sessions), `${each.length} arguments`).to.deep.equal(new Set([id]));
          }
        });

        it(`${name}.${method} passes a session in its options instead`, async function () {
          needs(this, memberOf(name, method));
          for (const named of [other, other.delegate]) {
            const sessions = await stage.sessionsOf(() => call(...withOptions(args, places, { session: named })));
            expect(new Set(sessions)).to.deep.equal(new Set([idOf(other.id)]));
          }
        });
      }
    }
  });
}
