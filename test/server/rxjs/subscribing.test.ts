import { expect } from 'chai';
import { config, lastValueFrom, type Observable, type Observer, Subject, Subscriber, type Subscription } from 'rxjs';

import { useStage } from './stage.js';

type Log = (word: string, value?: unknown) => void;
type Handlers = unknown[];

/** Every way to subscribe to an Observable of RxJS. */
const WAYS: Readonly<Record<string, (log: Log) => Handlers>> = {
  'no argument': () => [],
  undefined: () => [undefined],
  null: () => [null],
  'three times undefined': () => [undefined, undefined, undefined],
  'three times null': () => [null, null, null],
  next: (log) => [(value: unknown) => log('next', value)],
  'next and error': (log) => [(value: unknown) => log('next', value), (error: unknown) => log('error', error)],
  'next, error and complete': (log) => [
    (value: unknown) => log('next', value),
    (error: unknown) => log('error', error),
    () => log('complete'),
  ],
  'error after null': (log) => [null, (error: unknown) => log('error', error)],
  'complete after undefined and null': (log) => [undefined, null, () => log('complete')],
  'next and complete': (log) => [(value: unknown) => log('next', value), undefined, () => log('complete')],
  'an empty observer': () => [{}],
  'an observer with next': (log) => [{ next: (value: unknown) => log('next', value) }],
  'an observer with error': (log) => [{ error: (error: unknown) => log('error', error) }],
  'an observer with complete': (log) => [{ complete: () => log('complete') }],
  'a complete observer': (log) => [observer(log)],
  'an observer, and handlers that are ignored': (log) => [observer(log), () => log('no'), () => log('no')],
  'an observer with this': (log) => [
    {
      word: 'next of this',
      next(this: { word: string }, value: unknown) {
        log(this.word, value);
      },
      error: () => log('error'),
    },
  ],
  'a Subject': (log) => {
    const subject = new Subject();
    subject.subscribe(observer(log));
    return [subject];
  },
  'a Subscriber': (log) => [new Subscriber(observer(log) as Subscriber<unknown>)],
  'handlers that throw': () => [
    () => {
      throw new Error('of next');
    },
    () => {
      throw new Error('of error');
    },
  ],
};

function observer(log: Log): Observer<unknown> {
  return {
    next: (value) => log('next', value),
    error: (error) => log('error', error),
    complete: () => log('complete'),
  };
}

/** The outcome of a subscription: its notifications, in order, and the errors that RxJS reported as unhandled. */
async function outcomeOf(
  source: { subscribe: unknown },
  way: (log: Log) => Handlers,
  settled: (subscription: Subscription) => Promise<void>,
): Promise<unknown[]> {
  const told: unknown[] = [];
  const name = (value: unknown): unknown => (value instanceof Error ? value.constructor.name : value);
  config.onUnhandledError = (error: unknown) => void told.push(['unhandled', name(error)]);
  const handlers = way((word, value) => void told.push([word, name(value)]));
  const subscription = (source.subscribe as (...given: Handlers) => Subscription).apply(source, handlers);
  told.push(['the Subscriber itself', subscription === handlers[0]]);
  await settled(subscription);
  return told;
}

describe('subscribing to a recipe of motorized/rxjs', () => {
  const stage = useStage('subscribing');
  afterEach(() => (config.onUnhandledError = null));

  /** RxJS reports unhandled errors in a later turn. */
  const settled = async (subscription: Subscription): Promise<void> => {
    await stage.until(() => subscription.closed);
    await new Promise((turn) => setTimeout(turn, 2));
  };

  for (const [title, way] of Object.entries(WAYS)) {
    it(`accepts ${title}, like a command's Observable`, async () => {
      await stage.insert(1);
      for (const filter of [{ _id: 0 }, { $no: 1 } as object]) {
        const command: Observable<unknown> = stage.collection.findOne(filter);
        const expected = await outcomeOf(command, way, settled);
        expect(await outcomeOf(stage.collection.find(filter), way, settled)).to.deep.equal(expected);
        expect(await outcomeOf(stage.collection.find(filter).asObservable(), way, settled)).to.deep.equal(expected);
      }
    });
  }

  it('returns a subscription, or accepts a Subscriber, that can be unsubscribed', async () => {
    const capped = await stage.capped();
    const seen: unknown[] = [];
    const tailing = capped.find({}, { tailable: true, awaitData: true });
    const one = tailing.subscribe(({ n }) => seen.push(n), null, null);
    const own = new Subscriber({ next: ({ n }: { n: number }) => seen.push(n) } as unknown as Subscriber<{
      n: number;
    }>);
    tailing.subscribe(own);
    await stage.until(() => seen.length === 2);
    one.unsubscribe();
    own.unsubscribe();
    await stage.expectNothingOpen();
  });

  it('leaves no unhandled error if there is an error handler', async () => {
    const errors: unknown[] = [];
    await new Promise<void>((resolve) => {
      const watch = stage.collection.watch([{ $no: 1 }]);
      watch.subscribe(
        () => {},
        (error: unknown) => {
          errors.push(error);
          resolve();
        },
      );
    });
    expect(errors).to.have.length(1);
    expect(await lastValueFrom(stage.collection.countDocuments())).to.equal(0);
  });
});
