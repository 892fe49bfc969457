import type { Place } from '../../common/place.js';
import type { Problem } from '../../common/problem.js';
import { sortProblems } from '../../common/problem-text.js';
import { closingOf, type Standing } from './report-text.js';
import type { TakenStep } from '../step.js';

/** The report of a run for a pull request: what needs a person, what each step did, and what the release changed. */
export function reportMarkdown(steps: readonly TakenStep[], standing: Standing): string {
  const { sentence, next } = closingOf(steps, standing);
  const problems = sortProblems(steps.flatMap((step) => step.problems));
  const lines = [
    `# mongodb ${standing.release ?? '(no release was found)'}`,
    '',
    `${prose(sentence)}.`,
    ...next.flatMap((line) => ['', prose(line)]),
    ...(problems.length === 0 ? [] : ['', '## What needs a person', '', ...problems.map(problemItem)]),
    '',
    '## Steps',
    '',
    '| Step | Outcome | What |',
    '| --- | --- | --- |',
    ...steps.map(({ name, outcome, summary }) => `| ${name} | ${outcome} | ${prose(summary).replaceAll('|', '\\|')} |`),
    ...steps.flatMap(stepDetails),
  ];
  return `${lines.join('\n')}\n`;
}

function problemItem({ rule, subject, message, fix, at }: Problem): string {
  const place = at === undefined ? '' : ` at ${code(spelled(at))}`;
  return `- **${prose(subject)}**${place} (${rule}): ${prose(message)}\n  fix: ${prose(fix)}`;
}

function stepDetails({ name, details, output }: TakenStep): string[] {
  const heading = ['', `## ${HEADINGS[name] ?? name}`, ''];
  return [
    ...(details.length === 0 ? [] : [...heading, ...details.map((line) => `- ${prose(line)}`)]),
    ...(output.length === 0 ? [] : [...heading, FENCE, ...output, FENCE]),
  ];
}

/** Longer than any fence in the output of a program. */
const FENCE = '``````';

const HEADINGS: Readonly<Record<string, string>> = {
  spec: 'Edits of the spec',
  lines: 'What changes in the packages',
  accept: 'What the release changes',
  write: 'What the `--write` command says',
  compile: 'What the compiler says',
  test: 'What the tests say',
  install: 'What npm says',
};

function spelled({ file, line, column }: Place): string {
  return `${file}:${line}:${column}`;
}

function code(text: string): string {
  return `\`${text}\``;
}

/** An `@` that mentions nobody. */
const MENTION = '&#64;';

/**
 * Escapes a sentence, except for code between backticks, since types have angle brackets and names have underscores.
 */
function prose(text: string): string {
  return text
    .split('`')
    .map((part, at) => (at % 2 === 1 ? part : part.replaceAll(/[<>*_[\]#]/g, '\\$&').replaceAll('@', MENTION)))
    .join('`');
}
