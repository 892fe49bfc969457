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
   * Lazy frameworks: one run of a recipe.
   *
   * @param failed - called when the run ends by an error that none of its own members tells
   */
  readonly open?: (recipe: object, failed: (error: unknown) => void) => object;
}
