/** Helpers for the cases of the type oracle. Nothing here runs, since cases are only compiled. */

/** Whether two types are identical to the compiler. `any` is only identical to itself. */
export type Is<X, Y> = (<T>() => T extends X ? 1 : 2) extends <T>() => T extends Y ? 1 : 2 ? true : false;

/** The result of a failed comparison, which makes the compiler's message show both types. */
interface Different<Expected, Found> {
  readonly expected: Expected;
  readonly found: Found;
}

export type Same<Expected, Found> = Is<Expected, Found> extends true ? true : Different<Expected, Found>;

/** Like {@link Same}, if either of two types will do. */
export type OneOf<Expected extends [unknown, unknown], Found> =
  Is<Expected[0], Found> extends true ? true : Same<Expected[1], Found>;

/** Does not compile unless its type argument is `true`: `check<Same<Expected, Found>>()`. */
export declare function check<_Outcome extends true>(): void;

/** A value of a type. */
export declare function given<T>(): T;

/**
 * The numbers of parameters and the results of all overloads, in order, filled up to eight, the largest number of
 * overloads in the driver.
 */
export type Overloads<F> = F extends {
  (...list: infer A): infer S;
  (...list: infer B): infer T;
  (...list: infer C): infer U;
  (...list: infer D): infer V;
  (...list: infer E): infer W;
  (...list: infer G): infer X;
  (...list: infer H): infer Y;
  (...list: infer I): infer Z;
}
  ? [
      [Count<A>, S],
      [Count<B>, T],
      [Count<C>, U],
      [Count<D>, V],
      [Count<E>, W],
      [Count<G>, X],
      [Count<H>, Y],
      [Count<I>, Z],
    ]
  : never;

type Count<L> = L extends readonly unknown[] ? L['length'] : never;

declare const subclass: unique symbol;

/**
 * Makes the receiver of a call a subclass. A method that returns `this` returns it, and one that returns its class
 * does not.
 */
export interface Subclass {
  readonly [subclass]: true;
}

/** A type for a type parameter that must be a document. The name distinguishes several. */
export type Named<N extends string> = { _id: N; tag: `tag of ${N}`; count: number };

/** Arguments of a program without types. */
export type AnyUnlessFunction<X> = X extends (...values: never[]) => unknown ? X : any;

/** `any` would match every condition of a map. */
export type IsAny<X> = 0 extends 1 & X ? true : false;

/**
 * Swaps the types of the fields in which options hold driver objects, at any depth, and keeps all other types. `Pairs`
 * is a union of `[from, to]`.
 */
export type SwapFields<X, Pairs extends [unknown, unknown]> =
  IsAny<X> extends true ? X : X extends object ? (HasSwap<X, Pairs> extends true ? Swapped<X, Pairs> : X) : X;

/** The fields of options that hold driver objects, or options with such fields. */
type Holders =
  | 'session'
  | 'keyVaultClient'
  | 'autoEncryption'
  | 'defaultTransactionOptions'
  | 'createCollectionOptions';

type Swapped<X, Pairs extends [unknown, unknown]> = {
  [K in keyof X]: K extends Holders ? Swap<X[K], Pairs> : X[K];
};

/** A driver object becomes its pair, and options are searched. */
type Swap<X, Pairs extends [unknown, unknown]> =
  IsAny<X> extends true
    ? X
    : X extends unknown
      ? [PairOf<X, Pairs>] extends [never]
        ? SwapFields<X, Pairs>
        : PairOf<X, Pairs>
      : never;

type PairOf<X, Pairs extends [unknown, unknown]> = Pairs extends [infer From, infer To]
  ? Is<X, From> extends true
    ? To
    : never
  : never;

type HasSwap<X, Pairs extends [unknown, unknown]> = true extends {
  [K in keyof X & Holders]-?: Is<X[K], Swap<X[K], Pairs>> extends true ? false : true;
}[keyof X & Holders]
  ? true
  : false;
