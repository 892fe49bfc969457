import type { Place } from '../../../common/place.js';
import type { Driver } from '../../../model/driver.js';
import type { Docs } from '../../../model/types/type-text.js';
import type { Detail, Direction } from '../../rules.js';
import type { Use } from '../../types/compare-types.js';
import type { ForeignTypes } from './foreign-types.js';

/** A difference between the fields of an object before and after. */
export interface FieldDifference {
  readonly what: 'field' | 'deprecation' | 'stability';
  readonly direction: Direction;
  readonly detail: Detail | undefined;
  /** `signal`, or `extraOptions.cryptSharedLibPath` inside an object type. */
  readonly path: string;
  readonly before: string | undefined;
  readonly after: string | undefined;
  /** The declaration that contains the field. */
  readonly owner: string;
  readonly docs: Docs | undefined;
  readonly place: Place | undefined;
}

/** The two drivers that are compared. */
export interface Drivers {
  readonly before: Driver;
  readonly after: Driver;
  /** The declarations of the packages that each driver imports from. */
  readonly foreign?: { readonly before: ForeignTypes; readonly after: ForeignTypes } | undefined;
}

/** The context of two sets of fields. */
export interface Surroundings extends Drivers {
  /** The type parameters in scope, for each driver. */
  readonly variables: { readonly before: readonly string[]; readonly after: readonly string[] };
  readonly use: Use;
}

/** A context without type parameters. */
export const NO_VARIABLES: Surroundings['variables'] = { before: [], after: [] };
