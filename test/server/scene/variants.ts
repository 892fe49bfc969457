import * as raw from 'mongodb';
import * as callback from 'motorized/callback';
import * as promise from 'motorized/promise';

import { callingBack } from './calling-back.js';

/** The imports of a program for `mongodb`. */
export type Driver = typeof raw;

/** A package that replaces the driver. */
export interface Variant {
  readonly name: string;
  /** Typed as the driver, since only the import of a program changes. */
  readonly pkg: Driver;
  /** Changes the package for one scenario, and returns a function that undoes this. */
  readonly enter?: () => () => void;
}

/** The driver itself, whose results every other variant has to match. */
export const rawDriver: Variant = { name: 'mongodb', pkg: raw };

/** The emitted packages of eager frameworks, in each of their styles. */
export const variants: readonly Variant[] = [
  { name: 'motorized/promise', pkg: promise as unknown as Driver },
  { name: 'motorized/callback with promises', pkg: callback as unknown as Driver },
  { name: 'motorized/callback with callbacks', pkg: callback as unknown as Driver, enter: callingBack },
];
