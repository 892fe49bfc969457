import type { Docs } from '../../model/types/type-text.js';
import type { Direction } from '../rules.js';

/** A difference of flags, which no type shows. */
export interface FlagDifference {
  readonly what: 'deprecation' | 'stability';
  readonly direction: Direction;
  readonly before: string | undefined;
  readonly after: string | undefined;
}

/** Compares the deprecation and stability in two comments. */
export function compareFlags(before: Docs, after: Docs): FlagDifference[] {
  return [...compareDeprecation(before, after), ...compareStability(before, after)];
}

function compareDeprecation({ deprecated: before }: Docs, { deprecated: after }: Docs): FlagDifference[] {
  const what = 'deprecation';
  if (before === undefined && after !== undefined) return [{ what, direction: 'added', before, after: '@deprecated' }];
  if (before !== undefined && after === undefined)
    return [{ what, direction: 'removed', before: '@deprecated', after }];
  // A surface keeps no text. So texts only differ if there are two.
  if (before === after || before === undefined || after === undefined || before === '' || after === '') return [];
  return [{ what, direction: 'changed', before: `@deprecated ${before}`, after: `@deprecated ${after}` }];
}

function compareStability({ stability: before }: Docs, { stability: after }: Docs): FlagDifference[] {
  if (before === after) return [];
  const direction = before === 'public' ? 'added' : after === 'public' ? 'removed' : 'changed';
  return [{ what: 'stability', direction, before: `@${before}`, after: `@${after}` }];
}
