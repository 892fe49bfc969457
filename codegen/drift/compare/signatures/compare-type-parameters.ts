import type { Place } from '../../../common/place.js';
import type { TypeParameter } from '../../../model/types/type-text.js';
import type { Change } from '../../change.js';

/** Compares the type parameters of a declaration. Their names do not matter. */
export function compareTypeParameters(
  subject: string,
  before: readonly TypeParameter[],
  after: readonly TypeParameter[],
  place: Place,
): Change[] {
  const changes: Change[] = [];
  const named = (each: TypeParameter): string => `${subject}<${each.name}>`;
  for (const [from, to] of alignTypeParameters(before, after)) {
    if (from === undefined && to !== undefined) {
      const detail = to.default === undefined ? 'required' : undefined;
      changes.push({
        rule: 'type-parameter-added',
        detail,
        subject: named(to),
        before: undefined,
        after: to.text,
        place,
      });
    } else if (from !== undefined && to === undefined) {
      changes.push({
        rule: 'type-parameter-removed',
        subject: named(from),
        before: from.text,
        after: undefined,
        place,
      });
    } else if (from !== undefined && to !== undefined && !isSame(from, to)) {
      const detail = from.default !== undefined && to.default === undefined ? 'required' : undefined;
      changes.push({
        rule: 'type-parameter-changed',
        detail,
        subject: named(to),
        before: from.text,
        after: to.text,
        place,
      });
    }
  }
  return changes;
}

type Aligned = readonly [before: TypeParameter | undefined, after: TypeParameter | undefined];

/** Matches type parameters by position if there are as many on both sides, otherwise by name. */
function alignTypeParameters(before: readonly TypeParameter[], after: readonly TypeParameter[]): Aligned[] {
  if (before.length === after.length) return before.map((each, index): Aligned => [each, after[index]]);
  return [
    ...before.map((each): Aligned => [each, after.find((other) => other.name === each.name)]),
    ...after
      .filter((each) => !before.some((other) => other.name === each.name))
      .map((each): Aligned => [undefined, each]),
  ];
}

function isSame(before: TypeParameter, after: TypeParameter): boolean {
  return (
    before.modifiers?.join() === after.modifiers?.join() &&
    before.constraint?.canonical === after.constraint?.canonical &&
    before.default?.canonical === after.default?.canonical
  );
}
