/** An asynchronous member of a framework's class. */
export type Method = (this: unknown, ...args: unknown[]) => unknown;

/**
 * How what a framework gives becomes what the driver gives: the default export of `synchro.ts` in the framework's folder. A framework
 * without one promises already.
 */
export interface Idiom {
  /**
   * Calls an asynchronous member as the framework's users do, and promises its result.
   *
   * @param required - how many arguments every overload requires
   */
  call(method: Method, receiver: unknown, args: readonly unknown[], required: number): Promise<unknown>;
  /** A function of a test's that promises, as the framework's users would write it. */
  executor(fn: Method): Method;
  /**
   * Lazy frameworks: opens one run of a recipe.
   *
   * @throws what the framework fails with where there can be no run
   */
  readonly open?: (recipe: object) => OpenedRun;
  /**
   * Frameworks that dress synchronous members: what such a member gives, as the driver gives it; what is not dressed is
   * handed on.
   *
   * @throws what the driver's member throws
   */
  readonly undress?: (value: unknown) => unknown;
  /** The conformance kit: whether something is what a member gives that is called as `call` does. */
  readonly isValue?: (value: unknown) => boolean;
  /** The conformance kit: starts a command as `call` does, and gives the way in which users give it up. */
  readonly start?: (method: Method, receiver: unknown, args: readonly unknown[]) => GiveUp;
  /**
   * The conformance kit: reads a cursor in the way of the framework that waits for each document to be worked off, and
   * gives the way in which users give that up.
   */
  readonly read?: (cursor: object, work: (document: unknown) => Promise<void>) => GiveUp;
  /** The conformance kit: by the names of clauses that this framework cannot keep, why it cannot. */
  readonly without?: Readonly<Record<string, string>>;
}

/** Ends something that is at work: its result is not waited for any more. */
export type GiveUp = () => void;

/** One run of a recipe. */
export interface OpenedRun {
  readonly run: object;
  /** Ends it, as the framework's users do. */
  readonly close: () => void;
}
