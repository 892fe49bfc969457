import { added, after, type Control, through } from './control.js';

/** A promise that only starts its work, or reports its result, when it is used. */
const LATE = `
class Late<T> extends Promise<T> {
  call: (() => Promise<T>) | undefined;
  static override get [Symbol.species](): PromiseConstructor {
    return Promise;
  }
  override then(...handlers: any[]): any {
    const { call } = this;
    return call === undefined ? super.then(...handlers) : call().then(...handlers);
  }
}`;

const ADAPT = 'return ((...values: never[]) => fn(...values.map((value, at) => wraps[at]?.(value) ?? value))) as D;';

/** The same, with something after the promise of the user's function. */
const adapted = (behind: string): readonly [string, string] => [
  ADAPT,
  `return (async (...values: any[]) => {
    const given = values.map((value, at) => wraps[at]?.(value as never) ?? value);
    ${behind}
  }) as D;`,
];

/** Eager frameworks, each with one thing broken. */
export const EAGER: readonly Control[] = [
  {
    clause: 'emitted/compiles',
    of: 'promise',
    framework: { value: (type) => `Promise<[${type}]>` },
  },
  {
    clause: 'emitted/declarations',
    of: 'promise',
    texts: { 'runtime.ts': added('export const untyped = attempt(async () => 1);') },
  },
  {
    clause: 'emitted/exports',
    of: 'promise',
    texts: { 'runtime.ts': added("throw new Error('not today');") },
  },
  {
    clause: 'commands/answers',
    of: 'promise',
    command: after('countDocuments', '.then((count) => count + 1)'),
  },
  {
    clause: 'commands/answers',
    of: 'callback',
    texts: {
      'runtime.ts': [
        'process.nextTick(done, null, result)',
        "process.nextTick(done, null, typeof result === 'number' ? result + 1 : result)",
      ],
    },
  },
  {
    clause: 'executors/answers',
    of: 'promise',
    command: after('withSession', '.then((value: any) => [value]) as any'),
  },
  {
    clause: 'commands/values',
    of: 'promise',
    command: through('countDocuments', 'thenable'),
    texts: {
      'runtime.ts': added(`export function thenable(call: () => Promise<unknown>): object {
  const started = call();
  return { then: started.then.bind(started) };
}`),
    },
  },
  {
    clause: 'errors/server',
    of: 'promise',
    command: after(
      'command',
      `.catch((error) => {
      throw Object.create(Object.getPrototypeOf(error), Object.getOwnPropertyDescriptors(error));
    })`,
    ),
  },
  {
    clause: 'errors/thrown',
    of: 'promise',
    command: ({ promise }) => ({ statements: [['return ', promise]] }),
  },
  {
    clause: 'errors/unhandled',
    of: 'promise',
    command: through('insertOne', 'twice'),
    texts: {
      'runtime.ts': added(`${LATE}
export function twice<T>(call: () => Promise<T>): Promise<T> {
  const started = call();
  let isLookedAt = false;
  const value = new Late<T>(() => {});
  value.call = () => ((isLookedAt = true), started);
  setTimeout(() => isLookedAt || [started.then(() => {}), started.then(() => {})], 5);
  return value;
}`),
    },
  },
  {
    clause: 'errors/answered',
    of: 'promise',
    command: after(
      'findOne',
      ".catch((error) => error.name === 'MongoServerSelectionError' ? new Promise(() => {}) : Promise.reject(error)) as any",
    ),
  },
  {
    clause: 'eager/starts',
    of: 'promise',
    command: through('insertOne', 'late'),
    texts: {
      'runtime.ts': added(`${LATE}
export function late<T>(call: () => Promise<T>): Promise<T> {
  const value = new Late<T>(() => {});
  value.call = call;
  return value;
}`),
    },
  },
  {
    clause: 'transactions/commits',
    of: 'promise',
    texts: {
      'runtime.ts': adapted(`const result = await fn(...given);
    return typeof result === 'string' ? undefined : result;`),
    },
  },
  {
    clause: 'transactions/aborts',
    of: 'promise',
    texts: {
      'runtime.ts': adapted(`return Promise.resolve(fn(...given)).catch((error) => {
      throw error instanceof RangeError ? new RangeError(error.message) : error;
    });`),
    },
  },
  {
    clause: 'transactions/retries',
    of: 'promise',
    texts: {
      'runtime.ts': adapted(`return Promise.resolve(fn(...given)).catch((error) => {
      throw error.hasErrorLabel?.('TransientTransactionError') === true ? new Error('an error of its own') : error;
    });`),
    },
  },
  {
    clause: 'transactions/wrappers',
    of: 'promise',
    texts: { 'runtime.ts': adapted('return fn(...(given.length > 0 ? values : []));') },
  },
  {
    clause: 'sessions/ends',
    of: 'promise',
    texts: {
      'runtime.ts': adapted(`values[0].client.startSession();
    return fn(...given);`),
    },
  },
  {
    clause: 'wrappers/one',
    of: 'promise',
    texts: { 'Db.ts': ['wrappers.of(delegate, Db) ??', 'wrappers.of({}, Db) ??'] },
  },
  {
    clause: 'wrappers/neighbours',
    of: 'promise',
    texts: {
      'Db.ts': [
        'return classes.MongoClient.wrap(this.delegate.client);',
        'return Object.create(classes.MongoClient.wrap(this.delegate.client)) as MongoClient;',
      ],
    },
  },
  {
    clause: 'wrappers/arguments',
    of: 'promise',
    texts: { 'Db.ts': ['unwrap(client)', '(client.delegate ?? new driver.MongoClient(client.s.url))'] },
  },
  {
    clause: 'wrappers/subclasses',
    of: 'promise',
    texts: { 'MongoClient.ts': ['new this(url, options)', 'new MongoClient(url, options)'] },
  },
  {
    clause: 'credentials/hidden',
    of: 'promise',
    texts: { 'MongoClient.ts': ['wrappers.add(this);', 'wrappers.add(Object.assign(this, { url }));'] },
  },
  {
    clause: 'events/payloads',
    of: 'promise',
    texts: { 'MongoClient.ts': ['{ open: [(value) => classes.MongoClient.wrap(value)] }', '{}'] },
  },
  {
    clause: 'events/listeners',
    of: 'promise',
    framework: { bases: { emitter: 'Listening' } },
    texts: {
      'runtime.ts': added(`import { Emitter } from '../internal/emitter.js';
export abstract class Listening<D extends object, E extends Record<string, (...args: any[]) => void>> extends Emitter<D, E> {
  protected constructor(delegate: any, payloads: any) {
    super(delegate, payloads);
    delegate.on?.('commandSucceeded', () => {});
  }
}`),
    },
  },
  {
    clause: 'gridfs/aborts',
    of: 'promise',
    command: (call, body) =>
      call.member.class === 'GridFSBucketWriteStream'
        ? { ...body, statements: [['return this.delegate.state.streamEnd ? ', call.promise, ' : Promise.resolve()']] }
        : body,
  },
  {
    clause: 'idiom/without',
    of: 'callback',
    idiom: ({ without }) => ({ without: { ...without, 'errors/sever': 'there is no such clause' } }),
  },
  {
    clause: 'iteration/reads',
    of: 'callback',
    idiom: ({ without }) => ({ without: { ...without, 'iteration/reads': 'it could not, once' } }),
  },
];
