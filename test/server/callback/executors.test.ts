import { expect } from 'chai';
import * as driver from 'mongodb';
import { type Callback, type ClientSession, type Collection, MongoClient } from 'motorized/callback';

import { needs } from '../../support/release/needs.js';
import { currentServer } from '../current-server.js';

const DATABASE = 'motorized_callback_executors';

interface Pet {
  _id: number;
}

type Done = Callback<unknown>;
type Executor = (session: ClientSession, done: Done) => Promise<unknown> | void;

/** A decorator with two parameters, however many the inner function has. */
function decorated(fn: (session: ClientSession) => Promise<unknown>): Executor {
  return function timed(first, second) {
    return (fn as (...args: unknown[]) => Promise<unknown>)(first, second);
  };
}

describe('the function of a transaction in motorized/callback', function () {
  this.timeout(10_000);
  const warnings: string[] = [];
  const listen = ({ message }: Error): void => void warnings.push(message);
  const mine = new Error('mine');
  let client: MongoClient;
  let pets: Collection<Pet>;

  before(async () => {
    client = await new MongoClient(currentServer().uri).connect();
    pets = client.db(DATABASE).collection<Pet>('pets');
  });
  after(async () => {
    await client.db(DATABASE).dropDatabase();
    await client.close();
  });
  beforeEach(async () => {
    warnings.length = 0;
    process.on('warning', listen);
    await pets.deleteMany({});
    await pets.insertOne({ _id: 0 });
  });
  afterEach(() => process.off('warning', listen));

  const insert = (session: ClientSession, _id = 1): Promise<unknown> => pets.insertOne({ _id }, { session });

  /** How a transaction with this function ends, with a promise and with a callback, and what it has stored. */
  async function outcomesOf(fn: Executor): Promise<unknown[]> {
    const outcomes: unknown[] = [];
    for (const byCallback of [false, true]) {
      await pets.deleteMany({ _id: { $gt: 0 } });
      const session = client.startSession();
      const ended = byCallback
        ? new Promise((resolve, reject) =>
            session.withTransaction(fn, (error, value) => (error ? reject(error) : resolve(value))),
          )
        : session.withTransaction(fn);
      const outcome = await ended.catch((error: unknown) => error);
      outcomes.push([outcome, await pets.countDocuments({ _id: { $gt: 0 } }), session.inTransaction()]);
      await session.endSession();
    }
    return outcomes;
  }

  /** Calls `act` when the work is done. */
  const then = (work: Promise<unknown>, act: () => void): void => void work.finally(act);

  const twice = (outcome: unknown, stored: number): unknown[] => [
    [outcome, stored, false],
    [outcome, stored, false],
  ];

  const withDefault = async (session: ClientSession = client.startSession()): Promise<string> =>
    insert(session).then(() => 'done');

  const cases: [title: string, fn: Executor, outcome: unknown, stored: number, warned?: string][] = [
    [
      'calls back',
      (session, done) => pets.insertOne({ _id: 1 }, { session }, (error) => done(error, 'done')),
      'done',
      1,
    ],
    [
      'calls back long after its promise is fulfilled',
      async (session, done) => {
        setTimeout(() => pets.insertOne({ _id: 1 }, { session }, (error) => done(error, 'done')), 50);
      },
      'done',
      1,
    ],
    [
      'throws',
      () => {
        throw mine;
      },
      mine,
      0,
    ],
    [
      'rejects after its work',
      async (session, _done) => insert(session).then(async () => Promise.reject(mine)),
      mine,
      0,
    ],
    ['calls back an error after its work', (session, done) => then(insert(session), () => done(mine)), mine, 0],
    [
      'calls back twice',
      (session, done) => then(insert(session), () => [1, 2].forEach((n) => done(null, n))),
      1,
      1,
      'called its callback twice',
    ],
    [
      'calls back, and rejects later',
      async (session, done) => {
        await insert(session);
        done(null, 'done');
        throw mine;
      },
      'done',
      1,
      'failed after it had called its callback',
    ],
    [
      'returns a value, and calls back',
      ((session: ClientSession, done: Done) => (then(insert(session), () => done(null, 'done')), 5)) as never,
      'done',
      1,
    ],
    [
      'resolves to a value in a decorator with two parameters',
      decorated(async (session) => insert(session).then(() => 'done')),
      'done',
      1,
      'The executor timed resolved with a value',
    ],
    [
      'rejects in a decorator with two parameters',
      decorated(async (session) => insert(session).then(async () => Promise.reject(mine))),
      mine,
      0,
    ],
    ['has a default value', withDefault, 'done', 1],
    ['has a rest parameter', async (...args: [ClientSession]) => insert(args[0]).then(() => args.length), 1, 1],
    [
      'is bound',
      function (this: unknown, session: ClientSession, done: Done) {
        then(insert(session), () => done(null, this));
      }.bind('bound'),
      'bound',
      1,
    ],
    [
      'destructures its session',
      ({ delegate }, done) =>
        then(insert(delegate as never), () => done(null, delegate instanceof driver.ClientSession)),
      true,
      1,
    ],
  ];
  for (const [title, fn, outcome, stored, warned] of cases) {
    it(`settles the transaction if it ${title}`, async function () {
      if (outcome !== mine) needs(this, 'withTransaction returns the result of its function');
      const outcomes = await outcomesOf(fn);
      expect(outcomes).to.deep.equal(twice(outcome, stored));
      // It warns once, however often the driver calls the function.
      expect(warnings).to.have.lengthOf(warned === undefined ? 0 : 1);
      expect(warnings[0] ?? '').to.include(warned ?? '');
    });
  }

  it('causes a warning with its name if a decorator with two parameters resolves without a value', async () => {
    const session = client.startSession();
    const ended = session.withTransaction(decorated(async () => {})).catch((error: unknown) => error);
    await new Promise((turn) => setTimeout(turn, 1100));
    expect(warnings).to.have.lengthOf(1);
    expect(warnings[0]).to.match(/^The executor timed resolved without a value and has not called its callback/);
    await session.endSession();
    void ended;
  });

  it('is refused by the driver if it neither returns a promise nor has a callback parameter', async () => {
    const session = client.startSession();
    const error: unknown = await session.withTransaction((() => 5) as never).catch((reason: unknown) => reason);
    expect(error).to.be.an.instanceOf(driver.MongoInvalidArgumentError);
    await session.endSession();
  });
});
