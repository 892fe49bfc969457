import { ts } from 'ts-morph';

import type { TypeText } from '../../../model/types/type-text.js';
import { bindTypeParameters, type ReadContext } from '../read-context.js';
import { TextBuilder } from './text-builder.js';

/** `Check extends Extends ? True : False`, where `Extends` may bind names with `infer`. */
export function readConditional(node: ts.ConditionalTypeNode, context: ReadContext): TypeText {
  const inner = bindTypeParameters(context, inferredNames(node.extendsType), true);
  const builder = new TextBuilder(context);
  builder.type(context.readType(node.checkType, context), 'intersection');
  builder.write(' extends ').type(context.readType(node.extendsType, inner), 'intersection');
  builder.write(' ? ').type(context.readType(node.trueType, inner));
  builder.write(' : ').type(context.readType(node.falseType, context));
  return builder.done({ kind: 'other', mayBeCalled: true });
}

/** The names that `infer` binds in the `extends` part of a conditional type, not those of a conditional type in it. */
function inferredNames(node: ts.TypeNode): string[] {
  const names = new Set<string>();
  const visit = (each: ts.Node): void => {
    if (ts.isInferTypeNode(each)) names.add(each.typeParameter.name.text);
    if (ts.isConditionalTypeNode(each)) {
      visit(each.checkType);
      visit(each.trueType);
      visit(each.falseType);
    } else ts.forEachChild(each, visit);
  };
  visit(node);
  return [...names];
}

/** `infer U` or `infer U extends string`. */
export function readInfer(node: ts.InferTypeNode, context: ReadContext): TypeText {
  const { name, constraint } = node.typeParameter;
  const builder = new TextBuilder(context).write('infer ').declare(name.text, context);
  if (constraint !== undefined) builder.write(' extends ').type(context.readType(constraint, context), 'intersection');
  return builder.done({ kind: 'other' });
}

/** `{ readonly [K in Keys as Name]?: Type }`. */
export function readMapped(node: ts.MappedTypeNode, context: ReadContext): TypeText {
  const { name, constraint } = node.typeParameter;
  const inner = bindTypeParameters(context, [name.text], true);
  const builder = new TextBuilder(inner)
    .write(`{ ${mark(node.readonlyToken, 'readonly')}`.trimEnd())
    .write(' [')
    .declare(name.text, inner);
  if (constraint !== undefined) builder.write(' in ').type(context.readType(constraint, context));
  if (node.nameType !== undefined) builder.write(' as ').type(context.readType(node.nameType, inner));
  builder.write(`]${mark(node.questionToken, '?')}: `);
  if (node.type === undefined) builder.write('any');
  else builder.type(context.readType(node.type, inner));
  return builder.write(' }').done({ kind: 'other' });
}

/** `readonly`, `+readonly`, `-?` and the like. */
function mark(token: ts.MappedTypeNode['readonlyToken'] | ts.MappedTypeNode['questionToken'], word: string): string {
  if (token === undefined) return '';
  if (token.kind === ts.SyntaxKind.MinusToken) return `-${word}`;
  return token.kind === ts.SyntaxKind.PlusToken ? `+${word}` : word;
}
