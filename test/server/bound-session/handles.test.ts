import { pathToFileURL } from 'node:url';
import { inspect } from 'node:util';

import { expect } from 'chai';
import * as raw from 'mongodb';
import * as promise from 'motorized/promise';
import type { ClientSession, Collection, Db } from 'motorized/promise';
import * as rxjs from 'motorized/rxjs';
import { lastValueFrom, merge, throwError } from 'rxjs';

import { has } from '../../support/release/has.js';
import { needs } from '../../support/release/needs.js';
import type { sessionOf as SessionOf } from '../../../generated/internal/bound-session.js';
import { inProject } from '../../support/project-root.js';
import { type Idiom, idioms } from './idioms.js';
import { BoundStage, idOf } from './stage.js';

// The one that the packages use: another copy of it knows none of their bindings.
const { sessionOf } = (await import(pathToFileURL(inProject('generated', 'dist', 'internal', 'internal.js')).href)) as {
  readonly sessionOf: typeof SessionOf;
};

function useStage(idiom: Idiom): { readonly stage: BoundStage; readonly session: ClientSession; readonly bound: Db } {
  const used = {} as { stage: BoundStage; session: ClientSession; bound: Db };
  beforeEach(async () => {
    used.stage = new BoundStage(idiom);
    await used.stage.enter();
    used.session = idiom.session(used.stage.client);
    used.bound = used.stage.db.withSession(used.session);
  });
  afterEach(async () => {
    await used.stage.settle(used.session.endSession());
    await used.stage.leave();
  });
  return used;
}

for (const idiom of idioms) {
  describe(`motorized/${idiom.name}: handles that are bound to a session`, () => {
    const used = useStage(idiom);
    const settle = <T>(given: unknown): Promise<T> => used.stage.settle<T>(given);

    /** Fails unless every command of a call has the session. */
    async function expectCarried(call: () => unknown): Promise<void> {
      const sessions = await used.stage.sessionsOf(call);
      expect(sessions).to.not.deep.equal([]);
      expect(new Set(sessions)).to.deep.equal(new Set([idOf(used.session.id)]));
    }

    it('read what their transaction has written, and leave nothing if it is aborted', async () => {
      const { stage, session, bound } = used;
      const things = bound.collection('things');
      await settle(session.startTransaction());
      await settle(things.insertOne({ n: 3 }));
      await settle(things.updateMany({}, { $set: { seen: true } }));
      const bulk = things.initializeOrderedBulkOp();
      await settle(bulk.insert({ n: 4, seen: true }).execute());
      expect(await settle(things.countDocuments({ seen: true }))).to.equal(4);
      expect(await settle(things.find({ seen: true }).toArray())).to.have.length(4);
      expect(await settle(stage.things.countDocuments({ seen: true }))).to.equal(0);
      await settle(session.abortTransaction());
      expect(await stage.raw.find({}, { projection: { _id: 0 } }).toArray()).to.deep.equal([{ n: 1 }, { n: 2 }]);
      const inTransaction = stage.started.filter(({ command }) => command['txnNumber'] !== undefined);
      const names = inTransaction.map(({ commandName }) => commandName);
      expect(names).to.deep.equal(['insert', 'update', 'insert', 'aggregate', 'find', 'abortTransaction']);
    });

    it('commit with their transaction', async () => {
      const { stage, session, bound } = used;
      await settle(session.startTransaction());
      await settle(bound.collection('things').insertOne({ n: 3 }));
      await settle(stage.things.withSession(session).deleteOne({ n: 1 }));
      await settle(session.commitTransaction());
      expect(await stage.raw.distinct('n')).to.have.members([2, 3]);
    });

    it('return collections and admins that are also bound', async () => {
      const { bound } = used;
      await expectCarried(() => bound.collection('things').findOne());
      await expectCarried(() => bound.admin().ping());
      const made = await settle<Collection>(bound.createCollection('made'));
      await expectCarried(() => made.findOne());
      const renamed = await settle<Collection>(made.rename('renamed'));
      await expectCarried(() => renamed.findOne());
      const again = await settle<Collection>(bound.renameCollection('renamed', 'again'));
      await expectCarried(() => again.findOne());
      for (const each of await settle<Collection[]>(bound.collections())) await expectCarried(() => each.findOne());
    });

    it('have a `db` that is also bound', async function () {
      needs(this, 'Collection.db');
      const { stage, session, bound } = used;
      const things = bound.collection('things');
      await expectCarried(() => stage.things.withSession(session).db.stats());
      await expectCarried(() => things.db.stats());
      const renamed = await settle<Collection>(things.rename('renamed'));
      await expectCarried(() => renamed.db.stats());
      expect(things.db).to.equal(bound);
      expect(things.db.client).to.equal(stage.client);
      const { db } = stage.things.withSession(session);
      expect(db).to.equal(db);
    });

    it('are bound again by `withSession`, with everything that they return', async () => {
      const { stage, session, bound } = used;
      const other = idiom.session(stage.client);
      const db = bound.withSession(other);
      const things = bound.collection('things').withSession(other);
      const given = [() => things.findOne(), () => db.stats(), () => db.admin().ping()];
      if (has('Collection.db'))
        given.push(
          () => things.db.stats(),
          () => things.db.admin().ping(),
        );
      for (const call of given) expect(new Set(await stage.sessionsOf(call))).to.deep.equal(new Set([idOf(other.id)]));
      await settle(other.endSession());
      expect(bound.withSession(session)).to.equal(bound);
    });

    it('pass their session to objects constructed with them', async () => {
      const { stage, bound } = used;
      const { GridFSBucket, ListCollectionsCursor, ListIndexesCursor } = idiom.pkg;
      await expectCarried(() => new ListCollectionsCursor(bound, {}));
      await expectCarried(() => new ListIndexesCursor(bound.collection('things')));
      await expectCarried(() => new GridFSBucket(bound).find());
      const other = idiom.session(stage.client);
      const named = new ListCollectionsCursor(bound, {}, { session: other });
      expect(new Set(await stage.sessionsOf(() => named))).to.deep.equal(new Set([idOf(other.id)]));
      await settle(other.endSession());
    });

    it('do not change the object that they come from', async () => {
      const { stage, session } = used;
      const things = stage.things;
      const before = inspect(things.delegate, { depth: 1, showHidden: true });
      const bound = things.withSession(session);
      bound.hint = { n: 1 };
      await settle(bound.findOne());
      if (has('Collection.db')) await settle(bound.db.collection('other').findOne());
      expect(inspect(things.delegate, { depth: 1, showHidden: true })).to.equal(before);
      expect(things.hint).to.equal(undefined);
      expect(bound.hint).to.deep.equal({ n: 1 });
      expect(sessionOf(things.delegate)).to.equal(undefined);
      expect(sessionOf(bound.delegate)).to.equal(session.delegate);
      expect(await stage.sessionsOf(() => things.findOne())).to.not.include(idOf(session.id));
    });

    it('are ordinary objects of their class', () => {
      const { stage, session, bound } = used;
      const things = stage.things.withSession(session);
      const { Admin, Collection, Db } = idiom.pkg;
      expect(things).to.be.instanceOf(Collection);
      expect(things.delegate).to.be.instanceOf(raw.Collection);
      expect(things.delegate.constructor).to.equal(raw.Collection);
      expect(Collection.wrap(things.delegate)).to.equal(things);
      expect(bound).to.be.instanceOf(Db);
      expect(bound.delegate).to.be.instanceOf(raw.Db);
      expect(bound.admin()).to.be.instanceOf(Admin);
      expect(things.namespace).to.equal(stage.things.namespace);
      expect(inspect(things)).to.equal(inspect(stage.things));
      expect(inspect(things.delegate, { depth: 0 })).to.match(/^Collection \{/);
    });

    it('accept sessions of other frameworks and of the driver', async () => {
      const { stage, session } = used;
      const theirs = [
        session.delegate,
        promise.ClientSession.wrap(session.delegate),
        rxjs.ClientSession.wrap(session.delegate),
      ];
      for (const each of theirs) {
        const bound = stage.db.withSession(each as ClientSession);
        await expectCarried(() => bound.stats());
      }
    });

    it('refuse values that are not sessions', () => {
      const { stage } = used;
      const refused: readonly (readonly [unknown, string])[] = [
        [undefined, 'undefined'],
        [null, 'null'],
        ['mongodb://user:password@host', 'a string'],
        [{}, 'an object that is not a session of this copy of the driver'],
        [stage.client, 'an object that is not a session of this copy of the driver'],
      ];
      for (const handle of [stage.db, stage.things, stage.db.admin()])
        for (const [value, found] of refused)
          expect(() => handle.withSession(value as never)).to.throw(
            TypeError,
            `withSession: expected a ClientSession, found ${found}`,
          );
    });

    it("fail with the driver's error if the session has ended", async () => {
      const { session, bound } = used;
      await settle(session.endSession());
      const failure = await settle(bound.stats()).catch((error: unknown) => error);
      expect(failure).to.be.instanceOf(raw.MongoExpiredSessionError);
    });

    it("fail with the driver's error if the session belongs to another client", async function () {
      needs(this, 'a session of another client is rejected');
      const { stage } = used;
      const elsewhere = new idiom.pkg.MongoClient('mongodb://localhost:1');
      const foreign = stage.things.withSession(idiom.session(elsewhere));
      const refused = await settle(foreign.findOne()).catch((error: unknown) => error);
      expect(refused).to.be.instanceOf(raw.MongoInvalidArgumentError);
      await settle(elsewhere.close());
    });

    it('call a method that replaces one of the original object', async () => {
      const { stage, session } = used;
      const { things } = stage;
      const calls: unknown[][] = [];
      const findOne = async (filter: unknown, options?: { session?: unknown }) =>
        void calls.push([filter, options?.session]);
      things.delegate.findOne = findOne as never;
      await settle(things.withSession(session).findOne({ n: 1 }));
      expect(calls).to.deep.equal([[{ n: 1 }, session.delegate]]);
    });
  });
}

describe('motorized/rxjs: recipes of a handle that is bound to a session', () => {
  const used = useStage(idioms.find((each) => each.name === 'rxjs') as Idiom);
  const rx = () => used.bound as unknown as rxjs.Db;

  it('pass that session in every run, and do not end it', async () => {
    const recipe = rx().collection('things').find({}).sort({ n: 1 });
    for (const _ of [1, 2]) {
      const sessions = await used.stage.sessionsOf(() => recipe);
      expect(sessions).to.deep.equal([idOf(used.session.id)]);
      expect(used.session.hasEnded).to.equal(false);
    }
    const { s } = used.stage.client.delegate as unknown as { s: { activeSessions: ReadonlySet<unknown> } };
    expect([...s.activeSessions]).to.deep.equal([used.session.delegate]);
  });

  it('have no other session if a run copies the options', async function () {
    needs(this, 'Collection.find(signal)');
    const signal = new AbortController().signal;
    const recipe = rx().collection('things').find({}, { signal });
    expect(await used.stage.sessionsOf(() => recipe)).to.deep.equal([idOf(used.session.id)]);
  });

  it('belong to their transaction, which waits for unsent commands when it is abandoned', async () => {
    const { stage } = used;
    const session = used.session as unknown as rxjs.ClientSession;
    const inserted = () => rx().collection<{ _id: number }>('things').insertOne({ _id: 100 });
    session.withTransaction(inserted).subscribe().unsubscribe();
    const sent = () => stage.started.map(({ commandName }) => commandName);
    await stage.until(() => sent().includes('abortTransaction') && !session.inTransaction());
    const failure = new Error('thrown by the program');
    const failing = session.withTransaction(() =>
      merge(
        inserted(),
        throwError(() => failure),
      ),
    );
    expect(await lastValueFrom(failing).catch((error: unknown) => error)).to.equal(failure);
    expect(sent()).to.deep.equal(['insert', 'abortTransaction', 'insert', 'abortTransaction']);
    expect(await stage.raw.countDocuments()).to.equal(2);
  });
});
