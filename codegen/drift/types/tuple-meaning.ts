import { joinTypes } from '../../model/fields/field-set.js';
import { wordLiteral } from '../../model/types/literal.js';
import type { Shape } from '../../model/types/type-text.js';
import type { Look, Meaning, MeantItem } from './meaning.js';
import type { Placed } from './placed-type.js';

/** Resolves the spreads in a tuple: `[...[A, B], C]` is `[A, B, C]`. */
export function tupleMeaning(
  placed: Placed,
  { items, readonly }: Extract<Shape, { kind: 'tuple' }>,
  look: Look,
): Meaning {
  const flat = items.flatMap(({ type, optional, rest, label }): MeantItem[] => {
    const item = { of: { ...placed, type }, optional, rest, label };
    const { meaning } = rest ? look.meaningOf(item.of) : {};
    return meaning?.kind === 'tuple' ? [...meaning.items] : [item];
  });
  const [only] = flat;
  if (only?.rest === true && flat.length === 1) {
    const of = elementOf(only.of, look);
    if (of !== undefined) return { kind: 'array', of, readonly };
  }
  const lastRequired = flat.findLastIndex((item) => !item.optional && !item.rest);
  return { kind: 'tuple', items: flat.map((item, at) => (at < lastRequired ? required(item) : item)), readonly };
}

/** An optional item before a required one is required as well, although it may be undefined. */
function required(item: MeantItem): MeantItem {
  if (!item.optional) return item;
  const type = joinTypes('union', [item.of.type, wordLiteral('undefined')]);
  return { ...item, optional: false, of: { ...item.of, type } };
}

/** The item type of an array. */
export function elementOf(array: Placed, look: Pick<Look, 'meaningOf'>): Placed | undefined {
  const { meaning } = look.meaningOf(array);
  return meaning.kind === 'array' ? meaning.of : undefined;
}
