import { inspect } from 'node:util';

import { clientOf } from '../../frameworks/internal/client-of.js';
import type { Members } from '../../synchro/masquerade/member-access.js';
import { CALLS } from '../calls/calls.js';
import { Scene } from '../calls/scene.js';
import { type Breach, Broken, type Clause } from '../clause.js';
import { expectEqual, expectSame, expectThat, failureOf } from '../stage/expect.js';
import type { Stage } from '../stage/stage.js';

const FIX_BASES = '`bases` in framework.ts, and the classes of runtime.ts that they name';
const SECRET = 'a-secret-word';

export const WRAPPERS: readonly Clause[] = [
  {
    name: 'wrappers/one',
    says: 'Each driver object has one wrapper, and each wrapper returns its driver object.',
    fix: `${FIX_BASES}: keep \`delegate\` unchanged`,
    run: oneForEach,
  },
  {
    name: 'wrappers/neighbours',
    says: 'Wrappers lead to each other: `collection.db.client` is the client.',
    member: 'client',
    fix: FIX_BASES,
    async run({ own, things }) {
      expectSame((things['db'] as Members)['client'], own.client);
      expectSame(own.make(own.client, 'db', 'x')['client'], own.client);
    },
  },
  {
    name: 'wrappers/arguments',
    says: "Wherever you can pass a wrapper, you can pass the driver's object, and either reaches the driver.",
    fix: '`command` in framework.ts: use `promise` as it is',
    async run(stage) {
      const { own, client, things } = stage;
      const raw = client.startSession();
      const session = own.make(own.client, 'startSession');
      for (const each of [raw, session]) {
        stage.forget();
        await own.call(things, 'insertOne', { n: 1 }, { session: each });
        expectEqual(stage.started[0]?.command['lsid'], (each as { id: unknown }).id);
      }
      await Promise.all([raw.endSession(), own.call(session, 'endSession')]);
      const { delegate } = own.construct('Db', client, 'x');
      expectSame(clientOf(delegate), client, 'new Db(...)');
    },
  },
  {
    name: 'wrappers/subclasses',
    says: 'A class can be extended, and its static members create objects of the subclass.',
    fix: '`command` in framework.ts: keep the `this` of the call',
    async run({ own, uri }) {
      const Class = own.module['MongoClient'] as new (...args: readonly unknown[]) => Members;
      const Mine = class Mine extends Class {};
      const client = await own.call<object>(Mine, 'connect', uri);
      expectThat(client instanceof Mine, 'an object of the subclass', client);
      await own.call(client, 'close');
    },
  },
  {
    name: 'credentials/hidden',
    says: 'A password never appears in a message or in printed output.',
    fix: `${FIX_BASES}: print no more than Wrapper and Emitter of internal/ do, and put no argument into a message`,
    async run({ own }) {
      const uri = `mongodb://user:${SECRET}@127.0.0.1:9/`;
      const client = own.construct('MongoClient', uri, { serverSelectionTimeoutMS: 20 });
      const db = own.make(client, 'db', 'x');
      const cursor = own.make(own.make(db, 'collection', 'things'), 'find');
      const errors = [await failureOf(own.call(client, 'connect')), await failureOf(own.call(cursor, 'toArray'))];
      const { returned: value, answer } = own.begin(client, 'connect', []);
      answer.catch(() => undefined);
      for (const each of [client, db, cursor, value, ...errors])
        for (const text of [inspect(each), inspect([each]), String(each)])
          expectThat(!text.includes(SECRET), 'no password', text);
      await own.call(client, 'close');
    },
  },
];

/** Creates an object of each class, by the table of calls. */
async function oneForEach(stage: Stage): Promise<void> {
  const { own } = stage;
  await stage.fill();
  const scene = new Scene(own, stage);
  const breaches: Breach[] = [];
  for (const [name, { on }] of Object.entries(CALLS)) {
    if (!stage.wrapped.has(name)) continue; // a newer driver has it
    const wrapper = await on(scene);
    const { delegate } = wrapper;
    // A recipe has no driver object before it is run.
    if (own.lazy && delegate === undefined) continue;
    const Class = own.module[name] as { wrap(delegate: unknown): unknown };
    const isKnown = typeof delegate === 'object' && delegate !== wrapper && Class.wrap(delegate) === wrapper;
    if (!isKnown) breaches.push({ subject: name, expected: 'the wrapper of its delegate', found: wrapper });
  }
  await scene.leave();
  if (breaches.length > 0) throw new Broken(breaches);
}
