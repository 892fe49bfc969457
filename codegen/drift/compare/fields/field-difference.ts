import type { Place } from '../../../common/place.js';
import type { Driver } from '../../../model/driver.js';
import type { Docs } from '../../../model/types/type-text.js';
import type { Detail, Direction } from '../../rules.js';
import type { Use } from '../../types/compare-types.js';
import type { ForeignTypes } from './foreign-types.js';

/** One difference between what an object may have before and after. */
export interface FieldDifference {
  readonly what: 'field' | 'deprecation' | 'stability';
  readonly direction: Direction;
  readonly detail: Detail | undefined;
  /** `signal`, or `extraOptions.cryptSharedLibPath` inside an object that is written out. */
  readonly path: string;
  readonly before: string | undefined;
  readonly after: string | undefined;
  /** The declaration that the field stands in. */
  readonly owner: string;
  readonly docs: Docs | undefined;
  readonly place: Place | undefined;
}

/** The two drivers that are compared. */
export interface Drivers {
  readonly before: Driver;
  readonly after: Driver;
  /** The declarations of the packages that each of them imports from. */
  readonly foreign?: { readonly before: ForeignTypes; readonly after: ForeignTypes } | undefined;
}

/** Where two sets of fields stand. */
export interface Surroundings extends Drivers {
  /** Names that are type parameters there, in each of the two drivers. */
  readonly variables: { readonly before: readonly string[]; readonly after: readonly string[] };
  readonly use: Use;
}

/** Where nothing is bound. */
export const NO_VARIABLES: Surroundings['variables'] = { before: [], after: [] };
