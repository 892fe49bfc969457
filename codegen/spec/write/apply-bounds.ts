import { isScalar, parseDocument, visit } from 'yaml';

const BOUNDS: ReadonlySet<unknown> = new Set(['since', 'until']);

/** The text of a spec file in which whatever begins or ends with one release does so with another, every other character as it was. */
export function applyBounds(text: string, from: string, to: string): string {
  const ranges: (readonly [start: number, end: number])[] = [];
  visit(parseDocument(text), {
    Pair(_, { key, value }) {
      if (!isScalar(key) || !BOUNDS.has(key.value) || !isScalar(value) || value.value !== from) return;
      if (value.range != null) ranges.push([value.range[0], value.range[1]]);
    },
  });
  // From the end on, so that the places before stay where they are.
  return ranges.reduceRight((edited, [start, end]) => edited.slice(0, start) + to + edited.slice(end), text);
}
