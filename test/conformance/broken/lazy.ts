import { added, type Control, through } from './control.js';

const ITERATOR =
  /\[Symbol\.asyncIterator\]\(\): AsyncGenerator<T, void, void> \{\n {4}return (new RunIterator<T>\(.*\));/;

/** Another way to iterate over a run. */
const iterating = (code: string): NonNullable<Control['texts']> => ({
  'runtime/recipes.ts': [
    ITERATOR,
    `[Symbol.asyncIterator](): AsyncGenerator<T, void, void> {\n    const run: any = $1;\n    ${code}`,
  ],
});

/** A member that is added to the base of recipes. */
const member = (code: string): NonNullable<Control['texts']> => ({
  'runtime/recipes.ts': ['  override asObservable()', `  ${code}\n\n  override asObservable()`],
});

/** A command that nobody can cancel. */
const DEAF = {
  'runtime.ts': added(`export function deaf(call: (signal: any) => Promise<unknown>): Observable<unknown> {
  return run(() => call(new Cancellation()));
}`),
};

const deafly =
  (name: string): NonNullable<Control['command']> =>
  (call, body) =>
    call.member.name === name
      ? {
          ...body,
          statements: [['return ', call.runtime('deaf'), `((${call.signal}: any) => `, call.promise, ') as any']],
        }
      : body;

/** Lazy frameworks, each with one thing broken. */
export const LAZY: readonly Control[] = [
  {
    clause: 'cursors/answers',
    of: 'rxjs',
    texts: {
      'runtime/recipes.ts': [
        'const value = await during(cursor, () => call(cursor as C));',
        `const isBroken = this.constructor.name === 'ListSearchIndexesCursor';
      const value = await during(cursor, () => call(cursor as C)).catch((error) => isBroken ? ([] as V) : Promise.reject(error));`,
      ],
    },
  },
  {
    clause: 'chains/answers',
    of: 'rxjs',
    texts: member(`protected override step(call: any, transform?: any): any {
    return String(call).includes('.skip(') ? this : super.step(call, transform);
  }`),
  },
  {
    clause: 'properties/answers',
    of: 'rxjs',
    texts: member(`protected override read(get: any): any {
    return String(get).includes('.readConcern') ? null : super.read(get);
  }`),
  },
  {
    clause: 'methods/answers',
    of: 'rxjs',
    texts: {
      'runtime/streams.ts': [
        '  #isFed = false;',
        `  #isFed = false;

  constructor(delegate: any) {
    if (delegate.id === 'an id') delegate.filename = 'another name';
    super(delegate);
  }`,
      ],
    },
  },
  {
    clause: 'gridfs/streams',
    of: 'rxjs',
    texts: {
      'runtime/streams.ts': [
        '  #isFed = false;',
        `  #isFed = false;

  override _write(chunk: any, encoding: any, done: any): void {
    super._write(String(chunk).startsWith('what a') ? Buffer.from('nothing') : chunk, encoding, done);
  }`,
      ],
    },
  },
  {
    clause: 'lazy/cold',
    of: 'rxjs',
    command: through('insertOne', 'hot'),
    texts: {
      'runtime.ts': added(`export function hot<T>(call: () => Promise<T>): Observable<T> {
  let started: Promise<T> | undefined;
  try {
    started = call();
  } catch {}
  started?.catch(() => {});
  return run(() => started ?? call());
}`),
    },
  },
  {
    clause: 'lazy/closes',
    of: 'rxjs',
    texts: {
      'runtime/recipes.ts': [
        '      if (subscriber.closed) return;\n      await closeRun(cursor);\n      subscriber.next(value);',
        '      if (subscriber.closed) return;\n      this.start();\n      await closeRun(cursor);\n      subscriber.next(value);',
      ],
    },
  },
  {
    clause: 'lazy/twice',
    of: 'rxjs',
    command: through('updateOne', 'once'),
    texts: {
      'runtime.ts': added(`export function once<T>(call: () => Promise<T>): Observable<T> {
  let started: Promise<T> | undefined;
  return run(() => (started ??= call()));
}`),
    },
  },
  {
    clause: 'lazy/recipes',
    of: 'rxjs',
    texts: member(`latest: any;

  protected override step(call: any, transform?: any): any {
    const next = super.step(call, transform) as any;
    if (String(call).includes('.limit(')) (this as any).latest = next;
    return next;
  }

  protected override start(more?: any): any {
    const latest = this.latest ?? this;
    return latest === this ? super.start(more) : latest.start(more);
  }`),
  },
  {
    clause: 'lazy/runs',
    of: 'rxjs',
    texts: {
      'runtime/recipes.ts': [
        /open\(\): Observable<R> \{[\s\S]*?\n {2}\}\n/,
        `shared: any;

  open(): Observable<R> {
    return new Observable((subscriber) => {
      const cursor = (this.shared ??= this.start());
      endSessionEarly(cursor);
      subscriber.next(this.run(cursor));
      return () => endRun(cursor);
    });
  }
`,
      ],
    },
  },
  // A cancelled command is still awaited, which is the subject of another clause.
  {
    clause: 'transactions/waits',
    of: 'rxjs',
    texts: {
      'runtime.ts': [
        'await afterRuns(values, async () => signal.throwIfAborted(), around);',
        'if (signal.aborted) await afterRuns(values, async () => signal.throwIfAborted(), around);',
      ],
    },
  },
  {
    clause: 'iteration/reads',
    of: 'rxjs',
    texts: iterating(`const next = run.next.bind(run);
    run.next = async () => {
      const step = await next();
      return step.value?.n === 20 ? { ...step, value: { ...step.value, n: 21 } } : step;
    };
    return run;`),
  },
  {
    clause: 'iteration/breaks',
    of: 'rxjs',
    texts: iterating(`run.return = async () => ({ done: true, value: undefined });
    return run;`),
  },
  {
    clause: 'iteration/fails',
    of: 'rxjs',
    texts: iterating(`const next = run.next.bind(run);
    run.next = () => next().catch(() => { throw new Error('an error of its own'); });
    return run;`),
  },
  {
    clause: 'back-pressure/iteration',
    of: 'rxjs',
    texts: iterating(`const next = run.next.bind(run);
    const ahead: Promise<unknown>[] = [];
    run.next = () => {
      while (ahead.length < 6) {
        const step = next();
        step.catch(() => {});
        ahead.push(step);
      }
      return ahead.shift();
    };
    return run;`),
  },
  {
    clause: 'back-pressure/reading',
    of: 'rxjs',
    idiom: ({ start }) => ({
      read: (cursor, work) =>
        start?.(
          () =>
            (cursor as { forEach(each: (document: unknown) => unknown): unknown }).forEach(
              (document) => void work(document),
            ),
          cursor,
          [],
        ) ?? (() => undefined),
    }),
  },
  {
    clause: 'disposal/disposes',
    of: 'rxjs',
    texts: {
      'runtime.ts': [
        'return lastValueFrom(from(value), { defaultValue: undefined as T });',
        `if (String(new Error('Who asks?').stack).includes('asyncDispose')) return Promise.resolve(undefined as T);
  return lastValueFrom(from(value), { defaultValue: undefined as T });`,
      ],
    },
  },
  { clause: 'cancellation/command', of: 'rxjs', command: deafly('findOne'), texts: DEAF },
  { clause: 'cancellation/transaction', of: 'rxjs', command: deafly('withTransaction'), texts: DEAF },
  {
    clause: 'cancellation/reading',
    of: 'rxjs',
    idiom: ({ read }) => ({
      read: (cursor, work) => {
        read?.(cursor, work);
        return () => undefined;
      },
    }),
  },
  {
    clause: 'cancellation/run',
    // It also leaves a run of a transaction open.
    also: ['transactions/waits'],
    of: 'rxjs',
    idiom: ({ open }) => ({
      open: (recipe) => ({ ...(open?.(recipe) ?? { run: recipe }), close: () => undefined }),
    }),
  },
];
