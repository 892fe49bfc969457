import type { Docs } from '../../model/types/type-text.js';
import { WIDTH } from './layout.js';

/** `links`: our own line with a link; `full`: also the driver's own documentation. */
export type DocsMode = 'links' | 'full';

export interface DocsRequest {
  readonly mode: DocsMode;
  /** Our own line: what the declaration does in this framework, with a link to the driver's. */
  readonly line: string;
  readonly docs: Docs;
  /** Converts the driver's text for `@returns` to the framework's. */
  readonly returns: ((text: string) => string) | undefined;
}

/** The lines of the doc comment of an emitted declaration. */
export function planDocs({ mode, line, docs, returns }: DocsRequest): string[] {
  const full = mode === 'full' ? fullText(docs.text, returns) : [];
  const text = full.length > 0 ? [...full, '', `@see ${line}`] : [...wrapLine(line), ...flags(docs)];
  return comment(text);
}

/** Wraps our own line to the width inside a class. A link counts as one word. */
function wrapLine(line: string): string[] {
  const lines: string[] = [];
  for (const word of line.split(/(?<!\{@link) /)) {
    const last = lines.at(-1);
    if (last === undefined || INDENT + ` * ${last} ${word}`.length > WIDTH) lines.push(word);
    else lines[lines.length - 1] = `${last} ${word}`;
  }
  return lines;
}

const INDENT = 2;

/** The doc comment of any overload but the first. It only has the flags, since our own line is not repeated. */
export function planOverloadDocs(request: DocsRequest): string[] {
  if (request.mode === 'full') return planDocs(request);
  const [, ...own] = flags(request.docs);
  return own.length === 0 ? [] : comment(own);
}

/** `@deprecated` and `@since`, without the driver's text after them. */
function flags(docs: Docs): string[] {
  const tags = [
    ...(docs.deprecated === undefined ? [] : ['@deprecated']),
    ...(docs.stability === 'public' ? [] : [`@${docs.stability}`]),
    ...(docs.since === undefined ? [] : [`@since ${docs.since}`]),
  ];
  return tags.length === 0 ? [] : ['', ...tags];
}

function fullText(text: string, returns: DocsRequest['returns']): string[] {
  const lines = text
    .trim()
    .split('\n')
    .filter((line) => !RELEASE_TAGS.has(line.trim()));
  while (lines.at(-1)?.trim() === '') lines.pop();
  if (returns === undefined) return lines;
  return lines.map((line) => {
    const tag = ['@returns ', '@return '].find((each) => line.startsWith(each));
    return tag === undefined ? line : `@returns ${returns(line.slice(tag.length))}`;
  });
}

/** Tags for the visibility of the driver's declarations, which emitted code does not need. */
const RELEASE_TAGS: ReadonlySet<string> = new Set(['@public', '@internal']);

/** Lays lines out as a JSDoc comment, on one line if it fits. */
export function comment(lines: readonly string[]): string[] {
  const safe = lines.map((line) => line.replaceAll('*/', '*\\/').trimEnd());
  const short = `/** ${safe[0]} */`;
  if (safe.length === 1 && INDENT + short.length <= WIDTH) return [short];
  return ['/**', ...safe.map((line) => (line === '' ? ' *' : ` * ${line}`)), ' */'];
}
