import { isMap, isScalar, isSeq, parseDocument, type YAMLMap } from 'yaml';

/** The values of a line in `lines.yaml`. */
export interface LineWords {
  readonly version: string;
  readonly from: string;
  readonly since: string;
  readonly until: string;
}

/** How the first line of the file changes. */
export interface LineChange {
  readonly newest: LineWords;
  /** The end of the previous first line, which is kept below the new one. Undefined if it is replaced. */
  readonly ended: string | undefined;
}

/**
 * Updates the newest line in the text of a `lines.yaml`. Every other character is kept. Undefined if the text cannot be
 * read.
 */
export function applyLine(text: string, { newest, ended }: LineChange): string | undefined {
  const { contents } = parseDocument(text);
  if (!isSeq(contents) || contents.flow === true) return undefined;
  const [first] = contents.items;
  if (!isMap(first) || first.range == null) return undefined;
  if (ended === undefined) return withValues(text, first, newest);
  const changed = withValues(text, first, { until: ended });
  const start = text.lastIndexOf('\n', first.range[0]) + 1;
  const { version, from, since, until } = newest;
  const line = `- { version: ${version}, from: ${from}, since: ${since}, until: ${until} }\n`;
  const margin = text.slice(start, text.indexOf('-', start));
  return changed === undefined ? undefined : changed.slice(0, start) + margin + line + changed.slice(start);
}

/** Replaces values of a map in the text. */
function withValues(text: string, map: YAMLMap, values: Readonly<Partial<LineWords>>): string | undefined {
  const edits = Object.entries(values).map(([key, value]) => ({ range: rangeOf(map.get(key, true)), value }));
  return edits
    .toSorted((a, b) => (b.range?.[0] ?? 0) - (a.range?.[0] ?? 0))
    .reduce<string | undefined>(
      (before, { range, value }) => range && before && before.slice(0, range[0]) + value + before.slice(range[1]),
      text,
    );
}

function rangeOf(node: unknown): readonly [start: number, end: number] | undefined {
  return isScalar(node) && node.range != null ? [node.range[0], node.range[1]] : undefined;
}
