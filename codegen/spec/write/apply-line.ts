import { isMap, isScalar, isSeq, parseDocument, type YAMLMap } from 'yaml';

/** What a line of `lines.yaml` says. */
export interface LineWords {
  readonly version: string;
  readonly from: string;
  readonly since: string;
  readonly until: string;
}

/** What becomes of the first line of the file. */
export interface LineChange {
  readonly newest: LineWords;
  /** Where the line that was the first one ends, and stays below the new one; undefined where it becomes the new one. */
  readonly ended: string | undefined;
}

/** The text of a `lines.yaml` with its newest line, every other character as it was; undefined where that is not to be read. */
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

/** The text with other values in a map, each where the one before stood. */
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
