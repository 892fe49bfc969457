import { writeOut } from '../../common/files/output.js';
import { fixOf, reasonOf } from '../../common/files/system-error.js';
import { formatProblems, problemsToJson } from '../../common/problem-text.js';
import { CannotRunError } from '../../common/problem.js';
import type { Report } from '../../commands/report.js';

/** Prints a report for people, or as JSON, and sets the exit code. */
export async function print(report: Report, { json = false }: { readonly json?: boolean }): Promise<void> {
  process.exitCode = report.code;
  if (json) {
    const { code, problems } = report;
    return say(asJson({ exit: code, ...report.json, problems: problemsToJson(problems) }));
  }
  const [tell, stream] = report.isAsked ? [say, process.stdout] : [complain, process.stderr];
  if (report.problems.length > 0)
    await tell(formatProblems(report.problems, { sources: report.sources, color: isColored(stream), frames: true }));
  if (report.lines.length > 0) await (report.code === 0 ? say : tell)(report.lines.join('\n'));
}

/** Prints a text that a command has formatted itself, and sets the exit code. */
export async function printText({ code, text }: { readonly code: 0 | 1 | 2; readonly text: string }): Promise<void> {
  process.exitCode = code;
  await say(text);
}

/** Whether a stream shows colours. */
export function isColored(stream: NodeJS.WriteStream): boolean {
  return stream.isTTY && process.env['NO_COLOR'] === undefined;
}

export function asJson(value: object): string {
  return JSON.stringify(value, undefined, 2);
}

/**
 * Prints to stdout.
 *
 * @throws {CannotRunError} if it cannot be written, as on a full disk
 */
export async function say(text: string): Promise<void> {
  await writeOut(process.stdout, `${text}\n`).catch((cause: unknown) => {
    const fix = fixOf(cause, 'send the output elsewhere');
    throw new CannotRunError(`the output cannot be written: ${reasonOf(cause)}`, fix, { cause });
  });
}

/** Prints to stderr. */
export async function complain(text: string): Promise<void> {
  // If stderr cannot be written, nothing is left to do. The exit code is kept.
  await writeOut(process.stderr, `${text}\n`).catch(() => undefined);
}
