import { readFileSync } from 'node:fs';

import { isEffect } from 'effect/Effect';
import * as callback from 'motorized/callback';
import * as effect from 'motorized/effect';
import * as promise from 'motorized/promise';
import * as rxjs from 'motorized/rxjs';
import { isObservable, lastValueFrom, type Observable } from 'rxjs';

import effectIdiom from '../../../codegen/frameworks/effect/synchro.js';
import { inProject } from '../../support/project-root.js';

/** The wrappers of a framework, and how to wait for the results of its calls. */
export interface Idiom {
  readonly name: string;
  /** Has the types of the promise framework, since the tests only make calls. */
  readonly pkg: typeof promise;
  settle<T>(given: unknown): Promise<T>;
  /** Begins to read a change stream that is a recipe, and returns a function that stops. */
  read(stream: object): () => void;
  /** Starts a session, also in a framework that needs a Scope for it. */
  session(client: promise.MongoClient): promise.ClientSession;
}

/** Every emitted framework. */
export const idioms: readonly Idiom[] = [
  { name: 'promise', pkg: promise, settle: async (given) => given as never, session, read: eager },
  // Without a callback, its methods return promises.
  { name: 'callback', pkg: callback, settle: async (given) => given as never, session, read: eager },
  {
    name: 'rxjs',
    pkg: rxjs as unknown as typeof promise,
    settle: (given) => (isObservable(given) ? lastValueFrom(given, { defaultValue: undefined }) : given) as never,
    session,
    read: (stream) => {
      const subscription = (stream as Observable<unknown>).subscribe({ error: () => {} });
      return () => subscription.unsubscribe();
    },
  },
  {
    name: 'effect',
    pkg: effect as unknown as typeof promise,
    settle: async (given) => (isEffect(given) ? effectIdiom.call(() => given, {}, []) : given) as never,
    session: (client) => effectIdiom.undress(client.startSession()) as promise.ClientSession,
    read: (stream) => effectIdiom.read(stream, async () => {}),
  },
];

function eager(): never {
  throw new Error('a change stream of an eager framework is not a recipe');
}

function session(client: promise.MongoClient): promise.ClientSession {
  return client.startSession();
}

/** The methods of a class that accept a session, each with the positions of its options, from the emitted module. */
export function carriers(framework: string, className: string): ReadonlyMap<string, readonly number[]> {
  const text = readFileSync(inProject(`generated/${framework}/${className}.ts`), 'utf8');
  const table = text.slice(text.indexOf(`bindable('${className}'`), text.indexOf('\nexport class'));
  const options = table.slice(table.indexOf('options: {'), table.indexOf('}'));
  return new Map(
    options
      .split('\n')
      .filter((line) => line.includes(': ['))
      .map((line) => {
        const [name, places] = line.split(': ') as [string, string];
        return [name.trim(), JSON.parse(places.replace(/,$/, '')) as number[]] as const;
      }),
  );
}
