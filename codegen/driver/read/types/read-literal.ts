import { ts } from 'ts-morph';

import { quoted } from '../../../model/types/literal.js';
import type { Shape, TypeText } from '../../../model/types/type-text.js';
import { type ReadContext, sourceOf } from '../read-context.js';
import { TextBuilder } from './text-builder.js';

/** `'text'`, `-1`, `10n`, `true`, `null`. */
export function readLiteral(node: ts.LiteralTypeNode, context: ReadContext): TypeText {
  return readLiteralExpression(node.literal, context);
}

/** A literal that is a value, as in `declare const LIMIT = 16`. */
export function readLiteralExpression(literal: ts.Expression, context: ReadContext): TypeText {
  const text = sourceOf(literal, context);
  const shape = literalShape(literal, text);
  const canonical = shape.kind === 'literal' && shape.of === 'string' ? quoted(shape.value) : text;
  return new TextBuilder(context).write(text, canonical).done(shape);
}

function literalShape(literal: ts.Expression, text: string): Shape {
  if (ts.isStringLiteralLike(literal)) return { kind: 'literal', value: literal.text, of: 'string' };
  switch (literal.kind) {
    case ts.SyntaxKind.NullKeyword:
      return { kind: 'literal', value: 'null', of: 'null' };
    case ts.SyntaxKind.TrueKeyword:
    case ts.SyntaxKind.FalseKeyword:
      return { kind: 'literal', value: text, of: 'boolean' };
    case ts.SyntaxKind.BigIntLiteral:
      return { kind: 'literal', value: text, of: 'bigint' };
    case ts.SyntaxKind.NumericLiteral:
      return { kind: 'literal', value: text, of: 'number' };
    case ts.SyntaxKind.PrefixUnaryExpression:
      return { kind: 'literal', value: text, of: text.endsWith('n') ? 'bigint' : 'number' };
    default:
      return { kind: 'other' };
  }
}

/** `` `${Left}.${Right}` ``. Its fixed parts are kept exactly as written. */
export function readTemplate(node: ts.TemplateLiteralTypeNode, context: ReadContext): TypeText {
  const builder = new TextBuilder(context).write(sourceOf(node.head, context));
  const spans = node.templateSpans.map((span) => {
    const type = context.readType(span.type, context);
    builder.type(type);
    builder.write(sourceOf(span.literal, context));
    return { type, text: span.literal.text };
  });
  return builder.done({ kind: 'other', computation: { kind: 'template', head: node.head.text, spans } });
}
