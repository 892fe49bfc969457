import type { Place } from '../model/driver.js';

/**
 * What a spec line claims of a member. A kind follows from the driver's declaration, so that a claim can be checked:
 *
 * - `command`: every overload returns a Promise
 * - `executor`: a command that takes an asynchronous function of the user's
 * - `cursor`: returns a cursor or a change stream
 * - `property`, `constant`: a getter or field of an instance, of the class
 * - `chain`: a synchronous method that returns `this` or its own class
 * - `protocol`: a member named by a symbol
 * - `method`: any other synchronous method
 */
export const MEMBER_KINDS = ['constant', 'property', 'chain', 'command', 'executor', 'cursor', 'method', 'protocol'] as const;
export type MemberKind = (typeof MEMBER_KINDS)[number];

export interface Spec {
  /** The folder as it is named in messages. */
  readonly folder: string;
  /** Sorted by class name. */
  readonly classes: readonly ClassSpec[];
}

/** One file under `spec/`: what of one driver class is wrapped. */
export interface ClassSpec {
  readonly class: string;
  readonly file: string;
  /** The place of the `class:` value. */
  readonly place: Place;
  /** Whether users construct it themselves: the claim of the six public constructors. */
  readonly constructible: boolean;
  /** Method of the delegate that takes the wrapper's name and version for the handshake, for what users construct. */
  readonly handshake: Named | undefined;
  readonly claims: readonly Claim[];
  readonly events: readonly Named[];
  readonly omitted: readonly Omission[];
}

export interface Named {
  readonly name: string;
  readonly place: Place;
}

/** One line of the spec. `static connect` in the file is `{ member: 'connect', static: true }`. */
export interface Claim {
  readonly member: string;
  readonly static: boolean;
  readonly kind: MemberKind;
  /** Whether it stands under `run:`, that is, belongs to one execution of a cursor or change stream. */
  readonly run: boolean;
  /** Of a protocol member: the wrapper's own members that it goes through, as `[Symbol.asyncIterator]` does through `next` and `close`. */
  readonly through: readonly Named[];
  readonly place: Place;
}

/** A member that is deliberately not wrapped. */
export interface Omission {
  readonly member: string;
  readonly static: boolean;
  readonly reason: string;
  /** Driver version at which it was decided. */
  readonly since: string;
  /** The one framework that leaves it out; undefined when all do. */
  readonly framework: string | undefined;
  readonly place: Place;
}
