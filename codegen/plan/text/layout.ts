/** The maximum width of a line of emitted code. */
export const WIDTH = 120;

/**
 * Emitted code before it is broken into lines: a text, a sequence, or a list that can be broken.
 *
 * No formatter runs afterwards, so that upgrading one cannot change the generated code.
 */
export type Code = string | readonly Code[] | List;

/** Items between brackets: on one line if they fit, otherwise one item per line. */
export interface List {
  readonly open: string;
  readonly items: readonly Code[];
  readonly close: string;
  /** The separator of the items. Default: `, `. For a type it may be an operator such as ` & `. */
  readonly separator?: string;
  /** Whether `<...>` contains arguments, which allow no trailing comma, rather than parameters. */
  readonly isArguments?: boolean;
  /** Whether it is broken before any other list of its sequence, as the parameters of a signature are. */
  readonly first?: boolean;
}

/** `open a, b close`, or one item per line. Spaces inside the brackets only apply to the single line. */
export function list(open: string, items: readonly Code[], close: string): List {
  return { open, items, close };
}

/** The code on one line, however long. */
export function flat(code: Code): string {
  if (typeof code === 'string') return code;
  if (isList(code)) return `${code.open}${code.items.map(flat).join(code.separator ?? ', ')}${code.close}`;
  return code.map(flat).join('');
}

/**
 * Breaks code into lines of at most {@link WIDTH} columns, if possible.
 *
 * If a sequence is too long, its longest list is broken, and so on, until it fits or nothing is left to break.
 *
 * @param indent - the columns before the first line, which the returned lines do not include
 */
export function layout(code: Code, indent: number): string[] {
  const parts = flatten(code);
  const whole = flat(parts);
  const longest = longestList(parts);
  if (fits(whole, indent) || longest === undefined) return [whole];

  const broken = parts[longest] as List;
  if (broken.separator !== undefined) return layoutOperators(parts, longest, broken.separator, indent);
  const before = layout([...parts.slice(0, longest), broken.open.trimEnd()], indent);
  const items = broken.items.flatMap((item, at) => {
    const comma = at < broken.items.length - 1 || takesTrailingComma(broken, item) ? ',' : '';
    return layout([item, comma], indent + 2).map((line) => `  ${line}`);
  });
  const after = layout([broken.close.trimStart(), ...parts.slice(longest + 1)], indent);
  return [...before, ...items, ...after];
}

/** Whether each line of a text fits. The text of a framework may have several lines. */
function fits(text: string, indent: number): boolean {
  return text.split('\n').every((line) => indent + line.length <= WIDTH);
}

/** Lays out a chain of operators: one operand per line, with the operator at the end of the line before. */
function layoutOperators(parts: readonly (string | List)[], at: number, operator: string, indent: number): string[] {
  const { items } = parts[at] as List;
  return items.flatMap((item, position) => {
    const before = position === 0 ? parts.slice(0, at) : [];
    const after = position === items.length - 1 ? parts.slice(at + 1) : [operator.trimEnd()];
    const lines = layout([...before, item, ...after], position === 0 ? indent : indent + 2);
    return position === 0 ? lines : lines.map((line) => `  ${line}`);
  });
}

/** Whether a trailing comma is allowed: not after a rest parameter, nor after the last type argument. */
function takesTrailingComma({ open, isArguments }: List, item: Code): boolean {
  return !(open === '<' && isArguments) && !flat(item).startsWith('...');
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
    if (part.first) return at;
    if (own > length) [longest, length] = [at, own];
  }
  return longest;
}

function isList(code: Code): code is List {
  return typeof code === 'object' && 'open' in code;
}
