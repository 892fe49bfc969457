import { ts } from 'ts-morph';

import { NO_DOCS } from '../../model/types/docs.js';
import type { Docs } from '../../model/types/type-text.js';
import type { ReadContext } from './read-context.js';

/** The doc comment of a declaration: the last one before it, as TypeScript takes it. */
export function readDocs(node: ts.Node, context: ReadContext): Docs {
  const { text } = context.source;
  // Comments that stand for excluded members may come in between; they are no doc comments.
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

/** A line without the asterisk in front of it; the indentation of code examples stays. */
function unmark(line: string): string {
  return line.replace(/^\s*\*? ?/, '').trimEnd();
}

/**
 * The text after each block tag, which goes on to the next tag. A tag is one at the start of a line outside code
 * examples: TypeScript's own reading takes an `@deprecated` in an example for a tag. Behind `/*` it is one too, as in a
 * release of the driver that begins a comment in a comment.
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
