import { defer, isObservable, lastValueFrom, type Observable, type ObservableInput } from 'rxjs';

import type { Idiom } from '../../synchro/idiom.js';

/** The part of a recipe that is used. */
interface Recipe {
  open(): Observable<object>;
  concatMap(project: (document: unknown) => ObservableInput<unknown>): Observable<unknown>;
}

/** Subscribes to each Observable once. Its last value is the result. */
export default {
  async call(method, receiver, args) {
    return lastValueFrom(method.apply(receiver, [...args]) as Observable<unknown>, { defaultValue: undefined });
  },
  executor: (fn) =>
    function (this: unknown, ...args: unknown[]) {
      return defer(async () => fn.apply(this, args) as ObservableInput<unknown>);
    },
  open(recipe) {
    let run: object | undefined;
    let failure: unknown;
    const subscription = (recipe as Recipe).open().subscribe({
      next: (opened) => (run = opened),
      // An error that ends the run later is also thrown by its steps.
      error: (error: unknown) => (failure = error),
    });
    if (run === undefined) throw failure;
    return { run, close: () => subscription.unsubscribe() };
  },
  isValue: isObservable,
  start: (method, receiver, args) => subscribe(method.apply(receiver, [...args]) as Observable<unknown>),
  read: (recipe, work) => subscribe((recipe as Recipe).concatMap(work)),
} as const satisfies Idiom;

/** Subscribes, and returns a function that unsubscribes. A failure is ignored. */
function subscribe(source: Observable<unknown>): () => void {
  const subscription = source.subscribe({ error: () => undefined });
  return () => subscription.unsubscribe();
}
