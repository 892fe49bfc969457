import type { Problem } from '../../common/problem.js';
import { type PublishedLine, peerRange } from '../../spec/published-lines.js';
import { table } from './table.js';

/** The texts about the packages that documents contain between two comments. */
const TELLERS: Readonly<Record<string, (majors: readonly PublishedLine[]) => string>> = {
  sentence,
  table: majorsTable,
};

const BEGIN = /^<!-- packages: (?<what>.*) -->$/;
const END = '<!-- /packages -->';

/** A document with updated texts about the packages. */
export interface ToldLines {
  readonly text: string;
  readonly problems: readonly Problem[];
}

/**
 * Updates the text between `<!-- packages: table -->`, or `sentence`, and `<!-- /packages -->`. Every other line is
 * kept.
 */
export function withLines(file: string, text: string, lines: readonly PublishedLine[]): ToldLines {
  const majors = newestOfMajors(lines);
  const kept: string[] = [];
  const problems: Problem[] = [];
  let end = -1;
  const given = text.split('\n');
  for (const [at, line] of given.entries()) {
    if (at < end) continue;
    kept.push(line);
    const what = BEGIN.exec(line)?.groups?.['what'];
    if (what === undefined) continue;
    const teller = TELLERS[what];
    end = given.indexOf(END, at);
    if (teller === undefined)
      problems.push(problem(file, at, `\`${what}\` is not a form of the list of packages`, TABLE_OR_SENTENCE));
    else if (end < 0)
      problems.push(problem(file, at, 'the list of packages has no end mark', `write \`${END}\` after it`));
    else kept.push('', teller(majors), '');
  }
  if (end < 0 && problems.length === 0)
    problems.push(problem(file, 0, 'there is no mark for the list of packages', ADD_MARKS));
  return { text: kept.join('\n'), problems };
}

const TABLE_OR_SENTENCE = `write \`${Object.keys(TELLERS).toSorted().join('` or `')}\` there`;
const ADD_MARKS = `write \`<!-- packages: table -->\` and \`${END}\` where it should go, or do not pass the file to --within`;

function problem(file: string, at: number, message: string, fix: string): Problem {
  return {
    rule: 'packages-mark',
    severity: 'error',
    subject: file,
    message,
    fix,
    at: { file, line: at + 1, column: 1 },
  };
}

function newestOfMajors(lines: readonly PublishedLine[]): PublishedLine[] {
  return lines.filter((line, at) => lines.findIndex((each) => majorOf(each) === majorOf(line)) === at);
}

function majorOf({ version }: PublishedLine): string {
  return version.split('.', 1)[0] ?? version;
}

function majorsTable(majors: readonly PublishedLine[]): string {
  const rows = majors.map((line) => [
    `\`${peerRange(line.releases)}\``,
    `\`npm install motorized@${majorOf(line)}\``,
    `mongodb ${line.from}`,
  ]);
  return table(['mongodb', 'Install', 'Generated from'], rows).join('\n');
}

function sentence(majors: readonly PublishedLine[]): string {
  const [first, ...others] = majors.map((line) => ({ ...line, name: `\`motorized@${majorOf(line)}\`` }));
  if (first === undefined) return 'No package is published yet.';
  const newest = `${first.name} is generated from mongodb ${first.from}, for \`${peerRange(first.releases)}\``;
  const rest = others.map(({ name, from }) => `${name} from ${from}`).join(', ');
  return `${[newest, ...(rest === '' ? [] : [rest])].join('; ')}.`;
}
