import type { Members } from '../../synchro/masquerade/member-access.js';
import type { Scene } from './scene.js';

/** A call of a member, which is made on both the driver and the framework. */
export interface Call {
  /** The receiver, if it is not the object of {@link ClassCalls.on}. */
  readonly on?: (scene: Scene) => Members | Promise<Members>;
  /** The arguments, if they need objects of a side. */
  readonly args?: (scene: Scene, on: Members) => readonly unknown[];
  /** Whether its result varies from call to call, so that only the keys are compared. */
  readonly varies?: true;
  /** Whether its result never ends, so that only the first item is compared. */
  readonly endless?: true;
  /** The beginning of the driver's warning about such a call. */
  readonly warns?: string;
}

/** How to call the members of a class. */
export interface ClassCalls {
  /** Creates an object of the class. For a cursor or change stream in a lazy framework, the recipe. */
  readonly on: (scene: Scene) => Members | Promise<Members>;
  /**
   * The calls by the name of the member, static ones with `static ` in front. A list is a call with these arguments.
   */
  readonly members: Readonly<Record<string, readonly (Call | readonly unknown[])[]>>;
}

/** A single call without arguments. */
export const PLAIN = [[]] as const;
