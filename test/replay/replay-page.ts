import { readFileSync } from 'node:fs';

import { writeWhole } from '../../codegen/common/files/write-file.js';
import type { Differences } from './differences.js';
import type { ReplayRow } from './replay.js';

const BEGIN = '<!-- replay: written by `make replay` -->';
const END = '<!-- /replay -->';

/** `37 of 40 releases after 6.0.0 needed nobody`. */
export function sentenceOf(rows: readonly ReplayRow[], start: string): string {
  const alone = rows.filter(({ asked, faults }) => asked.length === 0 && faults.length === 0).length;
  return `${alone} of ${rows.length} releases after ${start} needed nobody`;
}

/** The result as Markdown for the page. */
export function replayTable(rows: readonly ReplayRow[], differences: Differences, start: string): string {
  const last = rows.at(-1)?.version ?? start;
  return [
    `**${sentenceOf(rows, start)}.**`,
    '',
    '| Release | What it did alone | What it asked for |',
    '| --- | --- | --- |',
    ...rows.map(rowText),
    '',
    ...ending(differences, last),
  ].join('\n');
}

function rowText({ version, alone, asked, answers }: ReplayRow): string {
  const questions = asked.map(({ rule, subject }, at) => `${subject} (${rule}; answer: ${answers[at] ?? ''})`);
  const edits = alone.map((line) => shortened(line));
  return `| ${version} | ${cell(edits)} | ${cell(questions)} |`;
}

function cell(lines: readonly string[]): string {
  return lines.length === 0 ? '' : lines.join('<br>').replaceAll('|', '\\|');
}

/** Without the paths of the replay, and without the reasons, which are the same for every edit of a kind. */
function shortened(line: string): string {
  return line
    .replaceAll(/\S*\/spec\//g, '')
    .replaceAll(/ \((?!\d)[^()]*\)/g, '')
    .trim();
}

function ending({ claims, errors }: Differences, last: string): string[] {
  const same = `For ${last}, the resulting spec claims the same as today's`;
  return [
    claims.length === 0 ? `${same}: classes, members, kinds, events and roles.` : `${same}, except for:`,
    ...(claims.length === 0 ? [] : ['', ...claims.map((each) => `- ${each}`)]),
    '',
    errors.length === 0
      ? "`errors.yaml` is the same as today's, too."
      : 'In `errors.yaml`, members whose errors nobody has read are typed as widely as possible, so the two differ in:',
    ...(errors.length === 0 ? [] : ['', ...errors.map((each) => `- ${each}`)]),
  ];
}

/** Puts the result into the page, between its marks. */
export async function writePage(file: string, table: string): Promise<void> {
  const text = readFileSync(file, 'utf8');
  const [start, end] = [text.indexOf(BEGIN), text.indexOf(END)];
  if (start < 0 || end < start) throw new Error(`${file} has no marks for the result: ${BEGIN} ... ${END}`);
  await writeWhole(file, `${text.slice(0, start)}${BEGIN}\n\n${table}\n\n${text.slice(end)}`);
}
