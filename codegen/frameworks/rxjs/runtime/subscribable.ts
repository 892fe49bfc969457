import { type Observable, observable, type Observer, type OperatorFunction as Operator, type Subscription } from 'rxjs';

import { Recipe } from '../../internal/recipe.js';
import type { Closable } from '../../internal/runs.js';

/**
 * A recipe that can be subscribed to and piped like an Observable. The signatures are those of RxJS; a test compares
 * them.
 *
 * These are all methods, so that they can be overridden and stubbed.
 */
export abstract class SubscribableRecipe<D extends Closable, T> extends Recipe<D> {
  /** The documents as an Observable. Each subscription starts a new run. */
  abstract asObservable(): Observable<T>;

  /** Starts a new run and subscribes to its documents. Unsubscribing closes the run. */
  subscribe(observerOrNext?: Partial<Observer<T>> | ((document: T) => void)): Subscription;
  /** @deprecated RxJS 8 will remove it. Pass an observer: `subscribe({ next, error, complete })`. */
  subscribe(
    next?: ((document: T) => void) | null,
    error?: ((error: any) => void) | null,
    complete?: (() => void) | null,
  ): Subscription;
  subscribe(...handlers: any[]): Subscription {
    return this.asObservable().subscribe(...handlers);
  }

  /** Applies operators to the documents: `cursor.pipe(take(10), map(...))`. */
  pipe(): Observable<T>;
  pipe<A>(op1: Operator<T, A>): Observable<A>;
  pipe<A, B>(op1: Operator<T, A>, op2: Operator<A, B>): Observable<B>;
  pipe<A, B, C>(op1: Operator<T, A>, op2: Operator<A, B>, op3: Operator<B, C>): Observable<C>;
  pipe<A, B, C, D>(op1: Operator<T, A>, op2: Operator<A, B>, op3: Operator<B, C>, op4: Operator<C, D>): Observable<D>;
  pipe<A, B, C, D, E>(
    op1: Operator<T, A>,
    op2: Operator<A, B>,
    op3: Operator<B, C>,
    op4: Operator<C, D>,
    op5: Operator<D, E>,
  ): Observable<E>;
  pipe<A, B, C, D, E, F>(
    op1: Operator<T, A>,
    op2: Operator<A, B>,
    op3: Operator<B, C>,
    op4: Operator<C, D>,
    op5: Operator<D, E>,
    op6: Operator<E, F>,
  ): Observable<F>;
  pipe<A, B, C, D, E, F, G>(
    op1: Operator<T, A>,
    op2: Operator<A, B>,
    op3: Operator<B, C>,
    op4: Operator<C, D>,
    op5: Operator<D, E>,
    op6: Operator<E, F>,
    op7: Operator<F, G>,
  ): Observable<G>;
  pipe<A, B, C, D, E, F, G, H>(
    op1: Operator<T, A>,
    op2: Operator<A, B>,
    op3: Operator<B, C>,
    op4: Operator<C, D>,
    op5: Operator<D, E>,
    op6: Operator<E, F>,
    op7: Operator<F, G>,
    op8: Operator<G, H>,
  ): Observable<H>;
  pipe<A, B, C, D, E, F, G, H, I>(
    op1: Operator<T, A>,
    op2: Operator<A, B>,
    op3: Operator<B, C>,
    op4: Operator<C, D>,
    op5: Operator<D, E>,
    op6: Operator<E, F>,
    op7: Operator<F, G>,
    op8: Operator<G, H>,
    op9: Operator<H, I>,
  ): Observable<I>;
  pipe<A, B, C, D, E, F, G, H, I>(
    op1: Operator<T, A>,
    op2: Operator<A, B>,
    op3: Operator<B, C>,
    op4: Operator<C, D>,
    op5: Operator<D, E>,
    op6: Operator<E, F>,
    op7: Operator<F, G>,
    op8: Operator<G, H>,
    op9: Operator<H, I>,
    ...operators: Operator<any, any>[]
  ): Observable<unknown>;
  pipe(...operators: any): Observable<any> {
    return this.asObservable().pipe(...(operators as []));
  }
}

/**
 * Node has no `Symbol.observable`. RxJS reads its own key; other libraries read the symbol if something has defined it.
 */
for (const key of new Set([observable, (Symbol as { observable?: symbol }).observable ?? '@@observable'])) {
  Object.defineProperty(SubscribableRecipe.prototype, key, {
    configurable: true,
    writable: true,
    value(this: SubscribableRecipe<never, unknown>) {
      return this.asObservable();
    },
  });
}
