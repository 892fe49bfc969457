import { defer, isObservable, lastValueFrom, type Observable, type ObservableInput } from 'rxjs';

import type { Idiom } from '../../synchro/idiom.js';

/** What is used of a recipe. */
interface Recipe {
  open(): Observable<object>;
  concatMap(project: (document: unknown) => ObservableInput<unknown>): Observable<unknown>;
}

/** Observables are subscribed to, once, and their last value is the result. */
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
      // What ends a run later is told by its steps as well.
      error: (error: unknown) => (failure = error),
    });
    if (run === undefined) throw failure;
    return { run, close: () => subscription.unsubscribe() };
  },
  isValue: isObservable,
  start: (method, receiver, args) => subscribe(method.apply(receiver, [...args]) as Observable<unknown>),
  read: (recipe, work) => subscribe((recipe as Recipe).concatMap(work)),
} as const satisfies Idiom;

/** Subscribes, and gives what unsubscribes; a failure is nobody's concern. */
function subscribe(source: Observable<unknown>): () => void {
  const subscription = source.subscribe({ error: () => undefined });
  return () => subscription.unsubscribe();
}
