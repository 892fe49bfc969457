import { setTimeout as sleep } from 'node:timers/promises';

import { expect } from 'chai';

import { adapt, type Callback } from '../../../codegen/frameworks/callback/runtime.js';

type Driven = (session: string) => Promise<unknown>;
type Done = Callback<unknown>;

const wrap = (session: string): string => `wrapped ${session}`;
const driven = (fn: unknown): Driven => adapt<Driven>(fn, wrap);

/** The resolved value, or the reason of the rejection. */
async function outcomeOf(fn: unknown): Promise<unknown> {
  return driven(fn)('session').then(
    (value) => ({ value }),
    (error: unknown) => ({ error }),
  );
}

describe("a user's function that the driver calls, in motorized/callback", () => {
  const warnings: (Error & { code?: string; detail?: string })[] = [];
  const listen = (warning: Error): void => void warnings.push(warning);
  beforeEach(() => {
    warnings.length = 0;
    process.on('warning', listen);
  });
  afterEach(() => process.off('warning', listen));
  const warned = async (): Promise<string[]> => {
    await new Promise(setImmediate);
    expect(
      warnings.filter(({ name, code }) => name !== 'MotorizedWarning' || code !== 'MOTORIZED_EXECUTOR'),
    ).to.deep.equal([]);
    return warnings.map(({ message }) => message);
  };

  const failure = new Error('of the user');

  /** Functions that settle by themselves, without a warning. */
  const settling: [title: string, fn: unknown, outcome: unknown][] = [
    ['calls back', (_: string, done: Done) => done(null, 1), { value: 1 }],
    [
      'promises a value, and calls back later',
      async (_: string, done: Done) => {
        setTimeout(done, 5, null, 1);
        return 2;
      },
      { value: 1 },
    ],
    ['calls back later', (_: string, done: Done) => void setTimeout(done, 5, null, 1), { value: 1 }],
    ['calls back without a value', (_: string, done: Done) => done(null), { value: undefined }],
    ['calls back an error', (_: string, done: Done) => done(failure), { error: failure }],
    [
      'throws',
      (_: string, _done: Done) => {
        throw failure;
      },
      { error: failure },
    ],
    [
      'rejects',
      async (_: string, _done: Done) => {
        throw failure;
      },
      { error: failure },
    ],
    [
      'rejects later',
      async (_: string, _done: Done) => {
        await sleep(5);
        throw failure;
      },
      { error: failure },
    ],
    [
      'returns a value that is no promise, and calls back',
      (_: string, done: Done) => {
        setTimeout(done, 5, null, 1);
        return 2;
      },
      { value: 1 },
    ],
    [
      'promises nothing, and calls back later',
      async (_: string, done: Done) => void setTimeout(done, 5, null, 1),
      { value: 1 },
    ],
    [
      'promises nothing, and calls back an error later',
      async (_: string, done: Done) => void setTimeout(done, 5, failure),
      { error: failure },
    ],
    [
      'calls back, and promises another value',
      async (_: string, done: Done) => {
        done(null, 1);
        return 2;
      },
      { value: 1 },
    ],
    [
      'takes its arguments apart',
      ({ length }: string, done: Done) => done(null, length),
      { value: 'wrapped session'.length },
    ],
    [
      'is bound',
      function (this: number, _: string, done: Done) {
        done(null, this);
      }.bind(5),
      { value: 5 },
    ],
    [
      'is bound with an argument',
      ((first: number, session: string, done: Done) => done(null, [first, session])).bind(null, 5),
      { value: [5, 'wrapped session'] },
    ],
    // A function with fewer than two parameters returns a promise.
    ['has a default for its session', async (session = 'none') => session, { value: 'wrapped session' }],
    ['has all its arguments in one', async (...args: unknown[]) => args.length, { value: 1 }],
    ['has a default for its callback', async (_: string, done: unknown = 'none') => done, { value: 'none' }],
    ['has one parameter', async (session: string) => session, { value: 'wrapped session' }],
    ['has none', async () => 1, { value: 1 }],
  ];
  for (const [title, fn, outcome] of settling) {
    it(`settles if it ${title}`, async () => {
      expect(await outcomeOf(fn)).to.deep.equal(outcome);
      expect(await warned()).to.deep.equal([]);
    });
  }

  it('returns a promised value after a while if it does not call back, and is named in a warning', async function () {
    this.timeout(5000);
    const named = decorated(async (session: string) => `${session} done`);
    const outcomes = [named, decorated(async () => null), async (_: string, _done: Done) => 0].map(outcomeOf);
    expect(await Promise.all(outcomes)).to.deep.equal([
      { value: 'wrapped session done' },
      { value: null },
      { value: 0 },
    ]);
    const what =
      'resolved with a value and has not called its callback; the value counts, though its number of parameters says that it takes one.';
    expect(await warned()).to.deep.equal([
      `The executor timed ${what}`,
      `The executor timed ${what}`,
      `An anonymous executor ${what}`,
    ]);
  });

  it('settles by what it did first, and warns about the rest, with its name', async function () {
    this.timeout(5000);
    const twice = (_: string, done: Done): void => [1, 2].forEach((n) => done(null, n));
    const thenThrows = (_: string, done: Done): void => {
      done(null, 1);
      throw failure;
    };
    const thenRejects = async (_: string, done: Done): Promise<void> => {
      done(null, 1);
      await sleep(1);
      throw failure;
    };
    const late = async (_: string, done: Done): Promise<number> => {
      setTimeout(done, 1020, failure);
      return 1;
    };
    for (const fn of [twice, thenThrows, thenRejects, late]) expect(await outcomeOf(fn)).to.deep.equal({ value: 1 });
    await sleep(100);
    expect(await warned()).to.deep.equal([
      'The executor twice called its callback twice; the first call counts.',
      'The executor thenThrows failed after it had called its callback; the call counts.',
      'The executor thenRejects failed after it had called its callback; the call counts.',
      'The executor late resolved with a value and has not called its callback; the value counts, though its number of parameters says that it takes one.',
      'The executor late called its callback too late; the value that it resolved with counts.',
    ]);
    expect(warnings[1]?.detail).to.include('Error: of the user');
  });

  it('is named in a warning if it resolves without a value and does not call back, and is still awaited', async function () {
    this.timeout(5000);
    let done: Done = () => expect.fail('it has not been called');
    const silent = async (_: string, given: Done): Promise<void> => void (done = given);
    const outcome = outcomeOf(silent);
    void outcomeOf(decorated(async () => {}));
    void driven(silent)('again');
    await sleep(500);
    expect(await warned()).to.deep.equal([]);
    await sleep(700);
    const what =
      'resolved without a value and has not called its callback, which is still awaited: its number of parameters says that it takes one.';
    expect(await warned()).to.deep.equal([`The executor silent ${what}`, `The executor timed ${what}`]);
    done(null, 'at last');
    void outcome;
  });
});

/** A decorator with two parameters. */
function decorated(fn: (session: string) => Promise<unknown>): unknown {
  return function timed(first: string, second: unknown) {
    return (fn as (...args: unknown[]) => unknown)(first, second);
  };
}
