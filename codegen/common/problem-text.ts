import { codeFrameColumns } from '@babel/code-frame';

import { byCodeUnit } from './order.js';
import type { Place } from './place.js';
import type { Problem, Severity } from './problem.js';

export interface ProblemTextOptions {
  /** The text of the files that places name; a place in another file gets no code frame. */
  readonly sources: ReadonlyMap<string, string>;
  readonly color: boolean;
  /** Whether to show the lines around each place. */
  readonly frames: boolean;
}

/** A problem as `--json` prints it: every key is there in every problem. */
export interface ProblemJson {
  readonly rule: string;
  readonly severity: Severity;
  readonly subject: string;
  readonly message: string;
  readonly fix: string;
  readonly at: Place | null;
  readonly related: Place | null;
}

/**
 * Problems as a person reads them, without a line break at the end:
 *
 *     spec/Collection.yaml:41:5 Collection.mapReduce: mongodb 7.9.0 does not declare it (unknown-member)
 *     > 41 |   - mapReduce
 *          |     ^
 *       fix: delete the line
 *       see: mongodb.d.ts:123:5
 */
export function formatProblems(problems: readonly Problem[], options: ProblemTextOptions): string {
  const blocks = sortProblems(problems).map((problem) => block(problem, options));
  return blocks.join(options.frames ? '\n\n' : '\n');
}

/** Problems as plain objects, in the order in which `formatProblems` shows them. */
export function problemsToJson(problems: readonly Problem[]): ProblemJson[] {
  return sortProblems(problems).map(({ rule, severity, subject, message, fix, at, related }) => ({
    rule,
    severity,
    subject,
    message,
    fix,
    at: place(at),
    related: place(related),
  }));
}

/** By file, line, column and rule; what has no place comes last. */
export function sortProblems(problems: readonly Problem[]): Problem[] {
  return [...problems].sort(
    (a, b) =>
      Number(a.at === undefined) - Number(b.at === undefined) ||
      byCodeUnit(a.at?.file ?? '', b.at?.file ?? '') ||
      (a.at?.line ?? 0) - (b.at?.line ?? 0) ||
      (a.at?.column ?? 0) - (b.at?.column ?? 0) ||
      byCodeUnit(a.rule, b.rule) ||
      byCodeUnit(a.subject, b.subject) ||
      byCodeUnit(a.message, b.message),
  );
}

const RED = '\u001B[31m';
const YELLOW = '\u001B[33m';
const CYAN = '\u001B[36m';
const RESET = '\u001B[0m';
const COLORS: Record<Severity, string> = { error: RED, warning: YELLOW, info: CYAN };

function block(problem: Problem, options: ProblemTextOptions): string {
  const { rule, severity, subject, message, fix, at, related } = problem;
  const paint = (text: string) => (options.color ? `${COLORS[severity]}${text}${RESET}` : text);
  // A file is named by its place already.
  const about = subject === at?.file ? '' : ` ${subject}`;
  const label = severity === 'error' ? rule : `${rule}, ${severity}`;
  const lines = [`${paint((at ? spelled(at) : '') + about).trimStart()}: ${message} (${label})`];
  if (at && options.frames) lines.push(...frame(at, options));
  lines.push(`  fix: ${fix}`);
  if (related) lines.push(`  see: ${spelled(related)}`);
  return lines.join('\n');
}

function spelled({ file, line, column }: Place): string {
  return `${file}:${line}:${column}`;
}

function frame({ file, line, column }: Place, { sources, color }: ProblemTextOptions): string[] {
  const source = sources.get(file);
  if (source === undefined) return [];
  // Babel counts more characters as line breaks than editors do.
  const lines = source.split(/\r?\n/).map((text) => text.replaceAll(/[\r\u2028\u2029]/g, ' '));
  if (line > lines.length) return [];
  const text = codeFrameColumns(lines.join('\n'), { start: { line, column } }, { forceColor: color, linesBelow: 2 });
  return [text];
}

function place(at: Place | undefined): Place | null {
  return at ? { file: at.file, line: at.line, column: at.column } : null;
}
