/** An asynchronous member of a framework's class. */
export type Method = (this: unknown, ...args: unknown[]) => unknown;

/**
 * How to call a framework as if it were the driver: the default export of `synchro.ts` in the framework's folder. A
 * framework without one returns promises.
 */
export interface Idiom {
  /**
   * Calls an asynchronous member as the framework's users do, and returns a promise of its result.
   *
   * @param required - how many arguments every overload requires
   */
  call(method: Method, receiver: unknown, args: readonly unknown[], required: number): Promise<unknown>;
  /** Converts an async function of a test to one that the framework's users would write. */
  executor(fn: Method): Method;
  /**
   * For lazy frameworks: opens a run of a recipe.
   *
   * @throws the framework's error if the run cannot be opened
   */
  readonly open?: (recipe: object) => OpenedRun;
  /**
   * For frameworks that change synchronous members: converts the result of such a member to the driver's. Any other
   * value is returned unchanged.
   *
   * @throws the error that the driver's member throws
   */
  readonly undress?: (value: unknown) => unknown;
  /** For the conformance kit: whether a value is what a member returns that is called as in `call`. */
  readonly isValue?: (value: unknown) => boolean;
  /** For the conformance kit: starts a command as in `call`, and returns a function that cancels it as users do. */
  readonly start?: (method: Method, receiver: unknown, args: readonly unknown[]) => GiveUp;
  /**
   * For the conformance kit: reads a cursor in the way that waits until each document has been processed, and returns a
   * function that cancels it as users do.
   */
  readonly read?: (cursor: object, work: (document: unknown) => Promise<void>) => GiveUp;
  /** For the conformance kit: the clauses that this framework cannot keep, by name, with reasons. */
  readonly without?: Readonly<Record<string, string>>;
}

/** Cancels something that is running. Its result is no longer awaited. */
export type GiveUp = () => void;

/** An open run of a recipe. */
export interface OpenedRun {
  readonly run: object;
  /** Closes it, as the framework's users do. */
  readonly close: () => void;
}
