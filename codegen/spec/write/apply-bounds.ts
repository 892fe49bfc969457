import { isScalar, parseDocument, visit } from 'yaml';

const BOUNDS: ReadonlySet<unknown> = new Set(['since', 'until']);

/** Moves the bounds of ranges in the text of a spec file from one release to another. Every other character is kept. */
export function applyBounds(text: string, from: string, to: string): string {
  const ranges: (readonly [start: number, end: number])[] = [];
  visit(parseDocument(text), {
    Pair(_, { key, value }) {
      if (!isScalar(key) || !BOUNDS.has(key.value) || !isScalar(value) || value.value !== from) return;
      if (value.range != null) ranges.push([value.range[0], value.range[1]]);
    },
  });
  // From the end, so that earlier places stay valid.
  return ranges.reduceRight((edited, [start, end]) => edited.slice(0, start) + to + edited.slice(end), text);
}
