import { isMap, isSeq, parseDocument, type Node, type Pair, type YAMLMap, type YAMLSeq } from 'yaml';

import { InternalError } from '../../common/problem.js';
import type { SpecEdit } from '../../common/spec-edit.js';
import { HEADINGS } from '../headings.js';

/** The headings of a file, in their order. */
const ORDER: readonly string[] = [...Object.values(HEADINGS), 'run', 'events', 'omitted'];

/**
 * Adds a line to the text of a spec file. Every other character is kept.
 *
 * The text is edited at the positions of its YAML nodes. Printing the document would lose what is not in a node.
 */
export function applyEdit(text: string, { heading, line }: Pick<SpecEdit, 'heading' | 'line'>): string {
  const [inner = '', outer] = heading.split('.').toReversed();
  const root = mapOf(parseDocument(text).contents);
  if (outer === undefined) return withLine(text, root, inner, line, 0);
  const nested = findPair(root, outer)?.value;
  if (!isMap(nested)) return withHeading(text, root, outer, [`  ${inner}:`, `    - ${line}`], 0);
  return withLine(text, nested, inner, line, columnOf(text, startOf(nested)));
}

function mapOf(node: unknown): YAMLMap {
  if (isMap(node)) return node;
  throw new InternalError('a spec file that was read is a map');
}

function withLine(text: string, map: YAMLMap, heading: string, line: string, indent: number): string {
  const pair = findPair(map, heading);
  const list = pair?.value;
  if (!isSeq(list)) return withHeading(text, map, heading, [`  - ${line}`], indent);
  return list.flow === true ? withFlowItem(text, list, line) : withItem(text, list, line);
}

function findPair(map: YAMLMap, key: string): Pair | undefined {
  return map.items.find((pair) => String(pair.key) === key);
}

/** `[a, b]` becomes `[a, b, c]`. */
function withFlowItem(text: string, list: YAMLSeq, line: string): string {
  const close = text.lastIndexOf(']', endOf(list) - 1);
  const before = text.slice(0, close).trimEnd();
  return `${before}${list.items.length === 0 ? '' : ', '}${line}${text.slice(before.length)}`;
}

function withItem(text: string, list: YAMLSeq, line: string): string {
  const last = list.items.at(-1) as Node | undefined;
  if (last === undefined) throw new InternalError('a block list has at least one item');
  // The dash of the list, with the item on the same line.
  const dash = columnOf(text, startOf(list));
  return insertedAfterLine(text, valueEnd(last), [`${' '.repeat(dash)}- ${line}`]);
}

/** Adds a missing heading at its place in the order of headings. */
function withHeading(text: string, map: YAMLMap, heading: string, body: readonly string[], indent: number): string {
  const margin = ' '.repeat(indent);
  const lines = [`${margin}${heading}:`, ...body.map((line) => margin + line)];
  const rank = ORDER.indexOf(heading);
  const next = map.items.find((pair) => ORDER.indexOf(String(pair.key)) > rank);
  const previous = next === undefined ? map.items.at(-1) : map.items[map.items.indexOf(next) - 1];
  if (previous === undefined) {
    if (next === undefined) throw new InternalError('a map of a spec file has at least one key');
    const at = startOf(next.key as Node) - columnOf(text, startOf(next.key as Node));
    return `${text.slice(0, at)}${lines.map((line) => `${line}\n`).join('')}${text.slice(at)}`;
  }
  return insertedAfterLine(text, valueEnd((previous.value ?? previous.key) as Node), lines);
}

function insertedAfterLine(text: string, offset: number, lines: readonly string[]): string {
  const found = text.indexOf('\n', offset);
  if (found < 0) return `${text}\n${lines.join('\n')}\n`;
  return `${text.slice(0, found + 1)}${lines.map((line) => `${line}\n`).join('')}${text.slice(found + 1)}`;
}

/** The end of the last value in a node, before the comments and blank lines after it. */
function valueEnd(node: Node): number {
  if (isSeq(node) && node.flow !== true && node.items.length > 0) return valueEnd(node.items.at(-1) as Node);
  if (isMap(node) && node.flow !== true) {
    const last = node.items.at(-1);
    if (last !== undefined) return valueEnd((last.value ?? last.key) as Node);
  }
  return node.range?.[1] ?? 0;
}

function startOf(node: Node): number {
  return node.range?.[0] ?? 0;
}

function endOf(node: Node): number {
  return node.range?.[1] ?? 0;
}

function columnOf(text: string, offset: number): number {
  return offset - (text.lastIndexOf('\n', offset - 1) + 1);
}
