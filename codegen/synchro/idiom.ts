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
}

/** One run of a recipe. */
export interface OpenedRun {
  readonly run: object;
  /** Ends it, as the framework's users do. */
  close(): void;
}
