import { ts } from 'ts-morph';

import { NO_DOCS } from '../../model/types/docs.js';
import type { Docs } from '../../model/types/type-text.js';
import type { ReadContext } from './read-context.js';

/** Reads the doc comment of a declaration: the last one before it, as in TypeScript. */
export function readDocs(node: ts.Node, context: ReadContext): Docs {
  const { text } = context.source;
  // The comments for trimmed members may come in between. They are not doc comments.
  const comments = ts.getLeadingCommentRanges(text, node.pos) ?? [];
  const last = comments.findLast(({ pos, end }) => text.startsWith('/**', pos) && end - pos > '/**/'.length);
  if (last === undefined) return NO_DOCS;
  return docsOf(text.slice(last.pos + '/**'.length, last.end - '*/'.length));
}

function docsOf(comment: string): Docs {
  const lines = comment.split(/\r?\n/).map((line, index) => (index === 0 ? line.trim() : unmark(line)));
  const text = lines.join('\n').trim();
  const tags = blockTags(text);
  return { text, deprecated: tags.get('deprecated'), since: tags.get('since'), stability: stabilityOf(tags) };
}

/** Removes the leading asterisk of a line, but keeps the indentation of code examples. */
function unmark(line: string): string {
  return line.replace(/^\s*\*? ?/, '').trimEnd();
}

/**
 * The text after each block tag, up to the next tag. Tags only count at the start of a line and outside code examples,
 * unlike in TypeScript's own parser, which finds an `@deprecated` in an example. A tag may also follow `/*`, since one
 * release of the driver begins a comment inside a comment.
 */
function blockTags(text: string): Map<string, string> {
  const tags = new Map<string, string>();
  let current: string | undefined;
  let fenced = false;
  for (const line of text.split('\n')) {
    const fence = line.trimStart().startsWith('```');
    if (fence) fenced = !fenced;
    const tag = fenced || fence ? null : /^\s*(?:\/\*\s*)?@([A-Za-z]+)(?:\s+|$)/.exec(line);
    if (tag?.[1] !== undefined) {
      current = tags.has(tag[1]) ? undefined : tag[1];
      if (current !== undefined) tags.set(current, line.slice(tag[0].length).trim());
    } else if (current !== undefined) {
      tags.set(current, `${tags.get(current) ?? ''}\n${line}`.trim());
    }
  }
  return tags;
}

function stabilityOf(tags: ReadonlyMap<string, string>): Docs['stability'] {
  for (const stability of ['experimental', 'alpha', 'beta'] as const) {
    if (tags.has(stability)) return stability;
  }
  return 'public';
}
