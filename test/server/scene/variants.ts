import * as raw from 'mongodb';
import * as callback from 'motorized/callback';
import * as promise from 'motorized/promise';

import { callingBack } from './calling-back.js';

/** What a program written for `mongodb` imports. */
export type Driver = typeof raw;

/** A package in the place of the driver. */
export interface Variant {
  readonly name: string;
  /** Typed as the driver's own: a program has only its import changed. */
  readonly pkg: Driver;
  /** Changes the package while one scenario runs, and gives back what undoes it. */
  readonly enter?: () => () => void;
}

/** The driver itself, which says what every other variant has to do. */
export const rawDriver: Variant = { name: 'mongodb', pkg: raw };

/** The emitted packages of eager frameworks, each in every style that it has. */
export const variants: readonly Variant[] = [
  { name: 'motorized/promise', pkg: promise as unknown as Driver },
  { name: 'motorized/callback, promising', pkg: callback as unknown as Driver },
  { name: 'motorized/callback, calling back', pkg: callback as unknown as Driver, enter: callingBack },
];
