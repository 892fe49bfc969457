/** The heading of unreleased changes, as in Keep a Changelog. */
const UNRELEASED = /^## \[?unreleased\]?/i;

/**
 * Adds a line to a changelog, under a heading of `Unreleased`, and keeps every other line. A line that is already under
 * `Unreleased` is not repeated.
 */
export function withChangelogLine(text: string, line: string, heading = 'Changed'): string {
  const lines = text.trimEnd().split('\n');
  const start = lines.findIndex((each) => UNRELEASED.test(each));
  if (start < 0) {
    const first = lines.findIndex((each) => each.startsWith('## '));
    const at = first < 0 ? lines.length : first;
    return joined(lines, at, ['## Unreleased', '', `### ${heading}`, '', line, ...(first < 0 ? [] : [''])]);
  }
  const end = endOf(lines, start, '## ');
  if (lines.slice(start, end).includes(line)) return text;
  const changed = lines.findIndex((each, at) => at > start && at < end && isHeading(each, heading));
  if (changed < 0) return joined(lines, lastText(lines, end), ['', `### ${heading}`, '', line]);
  const last = lastText(lines, endOf(lines, changed, '##'));
  return joined(lines, last, last === changed + 1 ? ['', line] : [line]);
}

function isHeading(line: string, heading: string): boolean {
  return line.trimEnd().toLowerCase() === `### ${heading.toLowerCase()}`;
}

/** The end of the part that begins with a heading. */
function endOf(lines: readonly string[], start: number, next: string): number {
  const found = lines.findIndex((each, at) => at > start && each.startsWith(next));
  return found < 0 ? lines.length : found;
}

/** The position after the last line with text before an end. */
function lastText(lines: readonly string[], end: number): number {
  return lines[end - 1]?.trim() === '' ? lastText(lines, end - 1) : end;
}

function joined(lines: readonly string[], at: number, more: readonly string[]): string {
  const before = lines.slice(0, at);
  const space = more[0]?.startsWith('#') === true && before.at(-1)?.trim() ? [''] : [];
  return `${[...before, ...space, ...more, ...lines.slice(at)].join('\n')}\n`;
}
