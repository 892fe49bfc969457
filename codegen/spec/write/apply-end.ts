import { isMap, isPair, isScalar, isSeq, type Node, type Pair, parseDocument, visit, type YAMLMap } from 'yaml';

import type { Place } from '../../common/place.js';
import { holdsIn } from '../releases.js';

/**
 * Adds an `until` to the entry at a place in the text of a spec file. Every other character is kept. Undefined if the
 * entry already has one, or begins no earlier. The `until` is written into the line itself, or below the name of a
 * class.
 */
export function applyEnd(
  text: string,
  { line, column }: Pick<Place, 'line' | 'column'>,
  until: string,
): string | undefined {
  const offset = offsetOf(text, line, column);
  const end = `until: ${until}`;
  let edited: string | undefined;
  visit(parseDocument(text), {
    Pair(_, pair) {
      const { key, value } = pair as Pair<Node, Node | null>;
      if (startOf(key) === offset && value !== null) edited = atPair(text, value, until);
      // The name of the class: its releases are keys of the file.
      else if (isScalar(key) && key.value === 'class' && isScalar(value) && startOf(value) === offset)
        edited = inserted(text, lineEnd(text, endOf(value)), `\n${end}`);
    },
    Scalar(_, scalar, path) {
      const isItem = !isPair(path.at(-1));
      if (isItem && startOf(scalar) === offset) edited = inserted(text, endOf(scalar), `: { ${end} }`);
    },
  });
  return edited;
}

/** For a name with a value: the members that it calls, or a map. */
function atPair(text: string, value: Node, until: string): string | undefined {
  const end = `until: ${until}`;
  if (isSeq(value) && value.flow === true) {
    const [from, to] = [startOf(value), endOf(value)];
    return `${text.slice(0, from)}{ through: ${text.slice(from, to)}, ${end} }${text.slice(to)}`;
  }
  if (!isMap(value) || !mayEnd(value, until)) return undefined;
  const last = value.items.at(-1);
  const first = value.items[0];
  if (first === undefined || last === undefined) return undefined;
  if (value.flow === true) return inserted(text, endOf((last.value ?? last.key) as Node), `, ${end}`);
  const margin = text.slice(text.lastIndexOf('\n', startOf(first.key as Node) - 1) + 1, startOf(first.key as Node));
  return inserted(text, startOf(first.key as Node), `${end}\n${margin}`);
}

function mayEnd(map: YAMLMap, until: string): boolean {
  const since = map.get('since');
  return !map.has('until') && !(typeof since === 'string' && !holdsIn({ since: undefined, until }, since));
}

function inserted(text: string, at: number, more: string): string {
  return text.slice(0, at) + more + text.slice(at);
}

function lineEnd(text: string, from: number): number {
  const found = text.indexOf('\n', from);
  return found < 0 ? text.length : found;
}

function offsetOf(text: string, line: number, column: number): number {
  const before = text.split('\n').slice(0, line - 1);
  return before.reduce((sum, each) => sum + each.length + 1, 0) + column - 1;
}

function startOf(node: Node): number {
  return node.range?.[0] ?? 0;
}

function endOf(node: Node): number {
  return node.range?.[1] ?? 0;
}
