import { ts } from 'ts-morph';

import { withoutNames } from '../../../model/types/bound-names.js';
import type { TypeText } from '../../../model/types/type-text.js';
import { bindTypeParameters, type ReadContext } from '../read-context.js';
import { anyType } from './read-signature.js';
import { TextBuilder } from './text-builder.js';

/** `Check extends Extends ? True : False`, where `Extends` may bind names with `infer`. */
export function readConditional(node: ts.ConditionalTypeNode, context: ReadContext): TypeText {
  const inferred = inferredNames(node.extendsType);
  const inner = bindTypeParameters(context, inferred, false);
  const check = context.readType(node.checkType, context);
  const pattern = context.readType(node.extendsType, inner);
  const matched = context.readType(node.trueType, inner);
  const unmatched = context.readType(node.falseType, context);
  const bound = new Set(inferred);
  const builder = new TextBuilder(context);
  builder.type(check, 'intersection');
  builder.write(' extends ').type(withoutNames(pattern, bound), 'intersection');
  builder.write(' ? ').type(withoutNames(matched, bound));
  builder.write(' : ').type(unmatched);
  const each = parameterName(node.checkType, context);
  const parts = { check, pattern, matched, unmatched };
  return builder.done({
    kind: 'other',
    mayBeCalled: true,
    computation: { kind: 'conditional', ...parts, each, inferred },
  });
}

/** The type parameter, if a type is just that, without parentheses. */
function parameterName(node: ts.TypeNode, { scope }: ReadContext): string | undefined {
  if (!ts.isTypeReferenceNode(node) || !ts.isIdentifier(node.typeName)) return undefined;
  const name = node.typeName.text;
  return scope.typeParameters.has(name) ? name : undefined;
}

/**
 * The names that `infer` binds in the `extends` part of a conditional type, without those of nested conditional types.
 */
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
  const name = node.typeParameter.name.text;
  const constraint = node.typeParameter.constraint && context.readType(node.typeParameter.constraint, context);
  const builder = new TextBuilder(context).write('infer ').declare(name, context);
  if (constraint !== undefined) builder.write(' extends ').type(constraint, 'intersection');
  return builder.done({ kind: 'other', computation: { kind: 'infer', name, constraint } });
}

/** `{ readonly [K in Keys as Name]?: Type }`. */
export function readMapped(node: ts.MappedTypeNode, context: ReadContext): TypeText {
  const { name, constraint } = node.typeParameter;
  const parameter = name.text;
  const inner = bindTypeParameters(context, [parameter], false);
  const keys = constraint === undefined ? anyType(context) : context.readType(constraint, context);
  const named = node.nameType && context.readType(node.nameType, inner);
  const type = node.type === undefined ? anyType(context) : context.readType(node.type, inner);
  const bound = new Set([parameter]);
  const builder = new TextBuilder(inner)
    .write(`{ ${mark(node.readonlyToken, 'readonly')}`.trimEnd())
    .write(' [')
    .declare(parameter, inner);
  builder.write(' in ').type(keys);
  if (named !== undefined) builder.write(' as ').type(withoutNames(named, bound));
  builder.write(`]${mark(node.questionToken, '?')}: `).type(withoutNames(type, bound));
  const byParameter = constraint !== undefined && parameterName(constraint, context) !== undefined;
  const from = { keys, ...(byParameter && { byParameter }) };
  const marks = { readonly: marked(node.readonlyToken), optional: marked(node.questionToken) };
  return builder
    .write(' }')
    .done({ kind: 'other', computation: { kind: 'mapped', parameter, ...from, named, type, ...marks } });
}

type Mark = ts.MappedTypeNode['readonlyToken'] | ts.MappedTypeNode['questionToken'];

/** `readonly`, `+readonly`, `-?` and the like. */
function mark(token: Mark, word: string): string {
  if (token === undefined) return '';
  if (token.kind === ts.SyntaxKind.MinusToken) return `-${word}`;
  return token.kind === ts.SyntaxKind.PlusToken ? `+${word}` : word;
}

/** Whether a token adds a modifier to the fields or removes it. */
function marked(token: Mark): boolean | undefined {
  return token && token.kind !== ts.SyntaxKind.MinusToken;
}
