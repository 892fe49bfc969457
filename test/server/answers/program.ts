// Calls every command of a framework, or of the driver itself, with wrong arguments of many kinds, and prints the
// outcome of each: `node program.js rxjs`, `node program.js mongodb`. The server is in `MONGODB_URI`.
import { setTimeout as sleep } from 'node:timers/promises';

import { isEffect } from 'effect/Effect';
import * as driver from 'mongodb';
import * as promise from 'motorized/promise';
import { isObservable, lastValueFrom, of } from 'rxjs';

import effect from '../../../codegen/frameworks/effect/synchro.js';
import type { Parameter, Signature } from '../../../codegen/model/types/type-text.js';
import { Inventory, isAsync } from '../../calls/inventory.js';

type Method = (...args: unknown[]) => unknown;
type Subject = Readonly<Record<string, Method | undefined>>;

const [name = 'mongodb'] = process.argv.slice(2);
const DATABASE = 'motorized_answers';
/** After this many milliseconds, a call counts as unanswered. */
const LIMIT = 2000;

const { MongoClient, GridFSBucket } = (await import(name === 'mongodb' ? name : `motorized/${name}`)) as typeof promise;
const uri = process.env['MONGODB_URI'] ?? '';
const inventory = await Inventory.read();
const otherClient = new promise.MongoClient(uri);
const other = otherClient.db(DATABASE);
const unhandled: string[] = [];
process.on('unhandledRejection', (reason) => unhandled.push(`unhandledRejection: ${String(reason)}`));
process.on('uncaughtException', (error) => unhandled.push(`uncaughtException: ${String(error)}`));

/** Options that are wrong, or only unusual, created for each call. */
const OPTIONS: Readonly<Record<string, () => unknown>> = {
  'a text as session': () => ({ session: 'abc' }),
  'a number as session': () => ({ session: 5 }),
  'true as session': () => ({ session: true }),
  'null as session': () => ({ session: null }),
  'a symbol as session': () => ({ session: Symbol('odd') }),
  'an object as session': () => ({ session: {} }),
  'a function as session': () => ({ session: () => {} }),
  'a wrapper of another kind as session': () => ({ session: other }),
  "a driver's object of another kind as session": () => ({ session: other.delegate }),
  'an object with a false delegate as session': () => ({ session: { delegate: 5 } }),
  'an unreadable session': () => ({ session: unreadable() }),
  'a session that throws': () => throwing('session'),
  'a signal that throws': () => throwing('signal'),
  'a text as signal': () => ({ signal: 'abc' }),
  'an object as signal': () => ({ signal: {} }),
  'null as signal': () => ({ signal: null }),
  'frozen options': () => Object.freeze({ comment: 'frozen' }),
  'options without prototype': () => Object.assign(Object.create(null) as object, { comment: 'bare' }),
  'options of a class': () =>
    new (class {
      comment = 'of a class';
    })(),
  'options of a class whose session throws': () => Object.create(throwing('session')) as object,
  'a text as options': () => 'abc',
  'a number as options': () => 5,
  'true as options': () => true,
  'null as options': () => null,
  'unreadable options': unreadable,
};

function unreadable(): object {
  const { proxy, revoke } = Proxy.revocable({}, {});
  revoke();
  return proxy;
}

function throwing(key: string): object {
  const get = (): never => {
    throw new Error(`${key} is not for you`);
  };
  return Object.defineProperty({}, key, { enumerable: true, get });
}

/** Valid arguments for parameters of these names, for which `{}` is not valid. */
const RIGHT: Readonly<Record<string, unknown>> = {
  docs: [{ a: 1 }],
  operations: [{ insertOne: { document: { a: 1 } } }],
  models: [{ name: 'insertOne', namespace: `${DATABASE}.pets`, document: { a: 1 } }],
  update: { $set: { a: 2 } },
  newName: 'renamed',
  toCollection: 'renamed too',
  indexSpecs: [{ key: { a: 1 } }],
  descriptions: [{ definition: {} }],
  level: 'off',
  command: { ping: 1 },
  id: new driver.ObjectId('000000000000000000000001'),
  iterator: () => true,
};

const executors: Readonly<Record<string, () => unknown>> = {
  rxjs: () => of(1),
  effect: effect.executor(() => 1),
};
const executor = executors[name] ?? ((): unknown => Promise.resolve(1));

function argumentOf({ name: parameter, type }: Parameter): unknown {
  if (['executor', 'fn'].includes(parameter)) return executor;
  return RIGHT[parameter] ?? (type.text === 'string' || /name$/i.test(parameter) ? 'x' : {});
}

/** The outcome of a call: a value, an error, or no answer in time. */
async function outcomeOf(start: () => unknown): Promise<string> {
  let given: Promise<unknown>;
  try {
    given = promised(start());
  } catch (error) {
    return told(error);
  }
  const answer = given.then(() => 'a value', told);
  return Promise.race([answer, sleep(LIMIT).then(() => 'no answer')]);
}

/** The parts of an error that have to be the same everywhere, unlike ids of sessions and the like. */
function told(error: unknown): string {
  return error instanceof Error ? `${error.constructor.name}: ${error.message}` : String(error);
}

async function promised(value: unknown): Promise<unknown> {
  if (isEffect(value)) return effect.call(() => value, {}, []);
  return isObservable(value) ? lastValueFrom(value, { defaultValue: undefined }) : value;
}

/** Calls a command in the style of the framework. */
function call(subject: Subject, member: string, args: readonly unknown[]): unknown {
  const method = subject[member]?.bind(subject);
  if (name !== 'callback') return method?.(...args);
  return new Promise((resolve, reject) => {
    const returned = method?.(...args, (error: unknown, value: unknown) =>
      error === null ? resolve(value) : reject(error),
    );
    if (returned !== undefined) reject(new Error('returned a value although it was given a callback'));
  });
}

type Client = InstanceType<typeof MongoClient>;

/** An object of each class with commands, from a client. */
function subjects(client: Client): Readonly<Record<string, () => unknown>> {
  const db = client.db(DATABASE);
  const pets = db.collection('pets');
  return {
    MongoClient: () => client,
    Db: () => db,
    Collection: () => pets,
    Admin: () => db.admin(),
    GridFSBucket: () => new GridFSBucket(db),
    ClientSession: () => started(client),
    OrderedBulkOperation: () => pets.initializeOrderedBulkOp().insert({ a: 1 }),
  };
}

/** A session, also in a framework that needs a Scope for it. */
function started(client: Client): ReturnType<Client['startSession']> {
  const given = client.startSession();
  return (name === 'effect' ? effect.undress(given) : given) as typeof given;
}

/** Calls that end what the others need, or for which the driver waits forever. They have their own tests. */
const LEFT_OUT: ReadonlySet<string> = new Set(['MongoClient.close', 'MongoClient.connect', 'Db.dropDatabase']);

/** Methods whose declared options have no session, so that a wrapper in them is not unwrapped. */
const WITHOUT_SESSION = /^GridFSBucket\./;

/** The longest asynchronous overload of each command. */
function commandsOf(className: string): readonly (readonly [member: string, signature: Signature])[] {
  return inventory.membersOf(className).flatMap((member) => {
    if (member.kind !== 'method' || member.static || member.symbol || LEFT_OUT.has(`${className}.${member.name}`))
      return [];
    const signatures = member.overloads.filter(isAsync).toSorted((a, b) => b.parameters.length - a.parameters.length);
    return signatures.slice(0, 1).map((signature) => [member.name, signature] as const);
  });
}

const ENDED = 'an ended session';
const outcomes: Record<string, string> = {};

async function tryCommands(title: string, client: Client, options?: () => unknown): Promise<void> {
  for (const [className, subjectOf] of Object.entries(subjects(client))) {
    for (const [member, { parameters }] of commandsOf(className)) {
      const optional = parameters.findIndex((each) => /options$/i.test(each.name));
      if (options !== undefined && optional < 0) continue;
      if (title === ENDED && WITHOUT_SESSION.test(`${className}.`)) continue;
      const given = parameters.slice(0, options === undefined ? undefined : optional).map(argumentOf);
      const args = options === undefined ? given : [...given, options()];
      const rest = options === undefined ? [] : parameters.slice(optional + 1).map(argumentOf);
      let subject: unknown;
      outcomes[`${title}: ${className}.${member}`] = await outcomeOf(() => {
        subject = subjectOf();
        return call(subject as Subject, member, [...args, ...rest]);
      });
    }
  }
}

/** Reads cursors, which come from calls with options. */
async function tryCursors(title: string, client: Client, options: () => unknown): Promise<void> {
  const db = client.db(DATABASE);
  const pets = db.collection('pets') as unknown as Subject;
  const makers: Readonly<Record<string, () => unknown>> = {
    find: () => pets['find']?.({}, options()),
    aggregate: () => pets['aggregate']?.([], options()),
    listIndexes: () => pets['listIndexes']?.(options()),
    listCollections: () => (db as unknown as Subject)['listCollections']?.({}, options()),
  };
  for (const [maker, make] of Object.entries(makers)) {
    outcomes[`${title}: ${maker}.toArray`] = await outcomeOf(() => call(make() as Subject, 'toArray', []));
    outcomes[`${title}: ${maker}, iterated`] = await outcomeOf(async () => {
      for await (const each of make() as AsyncIterable<unknown>) if (each === undefined) break;
    });
  }
}

const settled = (value: unknown): Promise<unknown> => promised(value).catch(() => {});

async function connected(): Promise<Client> {
  const client = new MongoClient(uri);
  await settled(client.connect());
  return client;
}

async function tryAll(): Promise<void> {
  const client = await connected();
  await other.dropDatabase();
  await other.collection('pets').insertOne({ a: 1 });
  for (const [title, options] of Object.entries(OPTIONS)) {
    await tryCommands(title, client, options);
    await tryCursors(title, client, options);
  }
  const session = started(client);
  await settled(session.endSession());
  await tryCommands(ENDED, client, () => ({ session }));
  await tryCursors(ENDED, client, () => ({ session }));
  await other.dropDatabase();
  await settled(client.close());
  const unreachable = new MongoClient('mongodb://127.0.0.1:9/', { serverSelectionTimeoutMS: 50 });
  await tryCommands('no server', unreachable);
  await tryCursors('no server', unreachable, () => ({}));
  await settled(unreachable.close());
  await otherClient.close();
  await sleep(100);
}

// The handler above would swallow the error of a `tryAll` that is awaited here.
await tryAll().catch((error: unknown) => {
  console.error(error);
  process.exit(1);
});
console.log(JSON.stringify({ outcomes, unhandled }));
process.exit();
