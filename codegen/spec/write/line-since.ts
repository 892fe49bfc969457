import { isMap, isSeq, parseDocument } from 'yaml';

import { InternalError } from '../../common/problem.js';

/** Adds a `since` to a line of a spec file that applies to every release. The line has no dash. */
export function lineSince(line: string, since: string): string {
  const bound = `since: ${since}`;
  const { contents } = parseDocument(line);
  if (!isMap(contents)) return `${line}: { ${bound} }`;
  const [start, end] = valueRange(contents.items[0]?.value);
  return `${line.slice(0, start)}{ through: ${line.slice(start, end)}, ${bound} }`;
}

/** The range of the members that the line calls. */
function valueRange(value: unknown): readonly [start: number, end: number] {
  if (isSeq(value) && value.range) return [value.range[0], value.range[1]];
  throw new InternalError('a line for every release has no value but the members that it goes through');
}
