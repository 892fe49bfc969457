import { ts } from 'ts-morph';

import { quoted } from '../../../model/types/literal.js';
import { type ReadContext, sourceOf } from '../read-context.js';
import type { TextBuilder } from './text-builder.js';

/**
 * The name of a member as a key. A computed name has brackets. Quotes are removed, unless the name would be ambiguous
 * without them: `'[x]'`, `'static x'`.
 */
export function memberName(name: ts.PropertyName, context: ReadContext): string {
  if (ts.isIdentifier(name) || ts.isPrivateIdentifier(name)) return name.text;
  if (ts.isNumericLiteral(name)) return name.text;
  if (ts.isStringLiteralLike(name)) return unmistakable(name.text);
  if (!ts.isComputedPropertyName(name)) return sourceOf(name, context);
  if (ts.isStringLiteralLike(name.expression)) return unmistakable(name.expression.text);
  return `[${dotted(name.expression, context)}]`;
}

function unmistakable(name: string): string {
  return MISTAKABLE.test(name) ? quoted(name) : name;
}

/** Names that look like a computed name, a static member or a quoted name, or that contain invisible characters. */
const MISTAKABLE = /^$|^static |^['"[]|^\s|\s$|[\p{Cc}\u2028\u2029]/u;

/** Whether a member is named by a symbol or another value instead of a word. */
export function isComputed(name: ts.PropertyName): name is ts.ComputedPropertyName {
  return ts.isComputedPropertyName(name) && !ts.isStringLiteralLike(name.expression);
}

/** Writes the name of a member of an object type. */
export function writeMemberName(builder: TextBuilder, name: ts.PropertyName, context: ReadContext): void {
  if (isComputed(name)) {
    const [first = '', ...rest] = dotted(name.expression, context).split('.');
    builder
      .write('[')
      .name(first, rest.map((each) => `.${each}`).join(''), true)
      .write(']');
  } else {
    builder.write(sourceOf(name, context), key(memberName(name, context)));
  }
}

/** The words of a dotted name or a value's path. */
export function dotted(node: ts.Node, context: ReadContext): string {
  if (ts.isIdentifier(node)) return node.text;
  if (ts.isQualifiedName(node)) return `${dotted(node.left, context)}.${node.right.text}`;
  if (ts.isPropertyAccessExpression(node)) return `${dotted(node.expression, context)}.${node.name.text}`;
  return sourceOf(node, context);
}

function key(name: string): string {
  if (name.startsWith("'")) return name;
  return ts.isIdentifierStart(name.codePointAt(0) ?? 0, ts.ScriptTarget.Latest) && isWord(name) ? name : quoted(name);
}

function isWord(name: string): boolean {
  return [...name].every((each) => ts.isIdentifierPart(each.codePointAt(0) ?? 0, ts.ScriptTarget.Latest));
}
