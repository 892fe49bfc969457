import type { Members } from '../../synchro/masquerade/member-access.js';
import type { Scene } from './scene.js';

/** One call of a member, as it is made on the driver and on the framework. */
export interface Call {
  /** What the member is called on, where it is not what {@link ClassCalls.on} makes. */
  readonly on?: (scene: Scene) => Members | Promise<Members>;
  /** The arguments, where they are made of objects of a side. */
  readonly args?: (scene: Scene, on: Members) => readonly unknown[];
  /** Its result varies from call to call: only what there is in it is compared. */
  readonly varies?: true;
  /** What it gives does not end: only what comes first is looked at. */
  readonly endless?: true;
  /** How the driver's warning begins that it says of such a call. */
  readonly warns?: string;
}

/** How the members of a class are called. */
export interface ClassCalls {
  /** Makes an object of the class; of a cursor or change stream, the recipe where there is one. */
  readonly on: (scene: Scene) => Members | Promise<Members>;
  /** By the name of the member, a static one with `static ` in front: calls, of which a list is one with such arguments. */
  readonly members: Readonly<Record<string, readonly (Call | readonly unknown[])[]>>;
}

/** One call, without arguments. */
export const PLAIN = [[]] as const;
