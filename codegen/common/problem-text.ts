import { codeFrameColumns } from '@babel/code-frame';

import { byCodeUnit } from './order.js';
import type { Place } from './place.js';
import type { Problem, Severity } from './problem.js';

export interface ProblemTextOptions {
  /** The text of files, by name. A place in any other file gets no code frame. */
  readonly sources: ReadonlyMap<string, string>;
  readonly color: boolean;
  /** Whether to show the lines around each place. */
  readonly frames: boolean;
}

/** A problem as `--json` prints it. Every problem has all keys. */
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
 * Formats problems for people, without a final line break:
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

/** Problems as plain objects, in the order of `formatProblems`. */
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

/** Sorts by file, line, column and rule. Problems without a place come last. */
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
  // If the subject is the file, the place already names it.
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
  // Babel treats more characters as line breaks than editors do.
  const lines = source.split(/\r?\n/).map((text) => text.replaceAll(/[\r\u2028\u2029]/g, ' '));
  if (line > lines.length) return [];
  const text = codeFrameColumns(lines.join('\n'), { start: { line, column } }, { forceColor: color, linesBelow: 2 });
  return [text];
}

function place(at: Place | undefined): Place | null {
  return at ? { file: at.file, line: at.line, column: at.column } : null;
}
