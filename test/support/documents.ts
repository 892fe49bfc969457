import { readdirSync, readFileSync } from 'node:fs';

import { byCodeUnit } from '../../codegen/common/order.js';
import { inProject } from './project-root.js';

/** A fenced block of a document. */
export interface CodeBlock {
  /** The path of the document, relative to the project. */
  readonly document: string;
  /** The line of the opening fence, counted from 1. */
  readonly line: number;
  /** The first word after the fence: `ts`. */
  readonly language: string;
  /** The rest of the line. `output` is what the previous block prints. */
  readonly role: string;
  readonly text: string;
}

/** All documents, relative to the project. */
export function documents(): string[] {
  const docs = readdirSync(inProject('docs'), { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('.md'),
  );
  return [
    'README.md',
    'CONTRIBUTING.md',
    'CHANGELOG.md',
    'generated/README.md',
    ...docs.map((name) => `docs/${name}`).sort(byCodeUnit),
  ];
}

export function readDocument(document: string): string {
  return readFileSync(inProject(document), 'utf8');
}

/** The fenced blocks of a document, in order, without the indentation of lists. */
export function codeBlocks(document: string): CodeBlock[] {
  const blocks: CodeBlock[] = [];
  let open: { line: number; indent: string; info: string; lines: string[] } | undefined;
  for (const [at, text] of readDocument(document).split('\n').entries()) {
    const [, indent = '', info = ''] = /^( *)```(.*)$/.exec(text) ?? [];
    const isFence = text.trimStart().startsWith('```');
    if (open === undefined) {
      if (isFence) open = { line: at + 1, indent, info: info.trim(), lines: [] };
    } else if (isFence) {
      const [language = '', ...role] = open.info.split(' ');
      blocks.push({ document, line: open.line, language, role: role.join(' '), text: `${open.lines.join('\n')}\n` });
      open = undefined;
    } else {
      open.lines.push(text.startsWith(open.indent) ? text.slice(open.indent.length) : text);
    }
  }
  return blocks;
}

/** The rows of the table whose header begins with these words, as lists of cells. */
export function tableRows(document: string, ...header: readonly string[]): string[][] {
  const lines = readDocument(document).split('\n');
  const at = lines.findIndex((line) => line.startsWith(`| ${header.join(' | ')} |`));
  if (at < 0) throw new Error(`${document} has no table with a header that begins with ${header.join(', ')}`);
  const end = lines.findIndex((line, index) => index > at && !line.startsWith('|'));
  return lines.slice(at + 2, end < 0 ? undefined : end).map(cells);
}

function cells(row: string): string[] {
  return row
    .split('|')
    .slice(1, -1)
    .map((cell) => cell.trim());
}

/** The texts between backquotes in a cell. */
export function codeIn(cell: string): string[] {
  return [...cell.matchAll(/`([^`]+)`/g)].map(([, code]) => code ?? '');
}
