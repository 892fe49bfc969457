/** Longest line of emitted code, in columns. */
export const WIDTH = 120;

/**
 * Emitted code before it is broken into lines: text, a sequence, or a list that may be broken.
 *
 * No formatter runs afterwards, so that no upgrade of one can rewrite what is generated.
 */
export type Code = string | readonly Code[] | List;

/** Items between brackets: on one line where they fit, else an item a line. */
export interface List {
  readonly open: string;
  readonly items: readonly Code[];
  readonly close: string;
}

/** `open a, b close`, or an item a line; blanks inside the brackets are for the one line only. */
export function list(open: string, items: readonly Code[], close: string): List {
  return { open, items, close };
}

/** The code on one line, however long. */
export function flat(code: Code): string {
  if (typeof code === 'string') return code;
  if (isList(code)) return `${code.open}${code.items.map(flat).join(', ')}${code.close}`;
  return code.map(flat).join('');
}

/**
 * The code in lines of at most {@link WIDTH} columns where that can be had.
 *
 * A sequence that is too long has its longest list broken, and so on until it fits or nothing is left to break.
 *
 * @param indent - columns that stand before the first line; the lines are returned without them
 */
export function layout(code: Code, indent: number): string[] {
  const parts = flatten(code);
  const whole = flat(parts);
  const longest = longestList(parts);
  if (indent + whole.length <= WIDTH || longest === undefined) return [whole];

  const broken = parts[longest] as List;
  const before = layout([...parts.slice(0, longest), broken.open.trimEnd()], indent);
  const items = broken.items.flatMap((item, at) => {
    const comma = at < broken.items.length - 1 || takesTrailingComma(item) ? ',' : '';
    return layout([item, comma], indent + 2).map((line) => `  ${line}`);
  });
  const after = layout([broken.close.trimStart(), ...parts.slice(longest + 1)], indent);
  return [...before, ...items, ...after];
}

/** A rest parameter may not be followed by a comma. */
function takesTrailingComma(item: Code): boolean {
  return !flat(item).startsWith('...');
}

function flatten(code: Code): (string | List)[] {
  if (typeof code === 'string' || isList(code)) return [code];
  return code.flatMap(flatten);
}

function longestList(parts: readonly (string | List)[]): number | undefined {
  let longest: number | undefined;
  let length = 0;
  for (const [at, part] of parts.entries()) {
    if (typeof part === 'string' || part.items.length === 0) continue;
    const own = flat(part).length;
    if (own > length) [longest, length] = [at, own];
  }
  return longest;
}

function isList(code: Code): code is List {
  return typeof code === 'object' && 'open' in code;
}
