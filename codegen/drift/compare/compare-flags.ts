import type { Docs } from '../../model/types/type-text.js';
import type { Direction } from '../rules.js';

/** What a declaration says of itself that no type shows. */
export interface FlagDifference {
  readonly what: 'deprecation' | 'stability';
  readonly direction: Direction;
  readonly before: string | undefined;
  readonly after: string | undefined;
}

/** What of deprecation and stability differs between two comments. */
export function compareFlags(before: Docs, after: Docs): FlagDifference[] {
  return [...compareDeprecation(before, after), ...compareStability(before, after)];
}

function compareDeprecation({ deprecated: before }: Docs, { deprecated: after }: Docs): FlagDifference[] {
  const what = 'deprecation';
  if (before === undefined && after !== undefined) return [{ what, direction: 'added', before, after: '@deprecated' }];
  if (before !== undefined && after === undefined)
    return [{ what, direction: 'removed', before: '@deprecated', after }];
  // The surface keeps no sentences, so that only two sentences can differ.
  if (before === after || before === undefined || after === undefined || before === '' || after === '') return [];
  return [{ what, direction: 'changed', before: `@deprecated ${before}`, after: `@deprecated ${after}` }];
}

function compareStability({ stability: before }: Docs, { stability: after }: Docs): FlagDifference[] {
  if (before === after) return [];
  const direction = before === 'public' ? 'added' : after === 'public' ? 'removed' : 'changed';
  return [{ what: 'stability', direction, before: `@${before}`, after: `@${after}` }];
}
