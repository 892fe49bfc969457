import { readFileSync } from 'node:fs';

import { isEffect } from 'effect/Effect';
import * as callback from 'motorized/callback';
import * as effect from 'motorized/effect';
import * as promise from 'motorized/promise';
import * as rxjs from 'motorized/rxjs';
import { isObservable, lastValueFrom, type Observable } from 'rxjs';

import effectIdiom from '../../../codegen/frameworks/effect/synchro.js';
import { inProject } from '../../support/project-root.js';

/** The wrappers of one framework, and how what its calls give is waited for. */
export interface Idiom {
  readonly name: string;
  /** Typed as the promise framework's, of which only the calls are used. */
  readonly pkg: typeof promise;
  settle<T>(given: unknown): Promise<T>;
  /** Begins to read a change stream that is a recipe, and gives what gives it up. */
  read(stream: object): () => void;
  /** Starts a session, also where users ask for a Scope. */
  session(client: promise.MongoClient): promise.ClientSession;
}

/** Every framework that is emitted. */
export const idioms: readonly Idiom[] = [
  { name: 'promise', pkg: promise, settle: async (given) => given as never, session, read: eager },
  // Without a callback it promises.
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
  throw new Error('a change stream of an eager framework is no recipe');
}

function session(client: promise.MongoClient): promise.ClientSession {
  return client.startSession();
}

/** The methods of a class that may be told a session, each with the places of its options, as they are emitted. */
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
