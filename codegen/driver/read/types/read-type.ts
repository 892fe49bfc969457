import { ts } from 'ts-morph';

import { CannotRunError } from '../../../common/problem.js';
import { canonicalModule, canonicalParts } from '../../../model/types/canonical.js';
import type { Part, Shape, TupleItem, TypeText } from '../../../model/types/type-text.js';
import { placeOf, type ReadContext, sourceOf } from '../read-context.js';
import { folded } from './folded-text.js';
import { readConditional, readInfer, readMapped } from './read-binding-type.js';
import { readLiteral, readTemplate } from './read-literal.js';
import { dotted } from './read-name.js';
import { readObjectType } from './read-object.js';
import { readReference } from './read-reference.js';
import { writeSignature } from './read-signature.js';
import { TextBuilder } from './text-builder.js';

/** Reads a type as it is written, at any depth, from its nodes alone. */
export function readType(node: ts.TypeNode, context: ReadContext): TypeText {
  const word = KEYWORDS.get(node.kind);
  if (word !== undefined) return word(context);
  if (depth >= DEEPEST) throw tooDeep(node, context);
  depth++;
  try {
    return (READERS.get(node.kind) ?? readUnknown)(node, context);
  } finally {
    depth--;
  }
}

/** The current depth of nested types. */
let depth = 0;

/**
 * The maximum depth. No type that people read is nested as deeply, and walking a much deeper one would overflow the
 * stack.
 */
const DEEPEST = 100;

function tooDeep(node: ts.TypeNode, context: ReadContext): CannotRunError {
  const { file, line, column } = placeOf(node, context);
  return new CannotRunError(
    `${file}:${line}:${column} is a type inside ${DEEPEST} others, expected fewer`,
    'use a declaration file that a release of the driver ships, unchanged',
  );
}

type Reader<N extends ts.TypeNode = ts.TypeNode> = (node: N, context: ReadContext) => TypeText;

/** One reader per kind of node. The kind decides the node's class, which a Map cannot express. */
const READERS = new Map<ts.SyntaxKind, Reader>();

function on<N extends ts.TypeNode>(kind: N['kind'], reader: Reader<N>): void {
  READERS.set(kind, reader as Reader);
}

on<ts.TypeReferenceNode>(ts.SyntaxKind.TypeReference, readReference);
on<ts.ExpressionWithTypeArguments>(ts.SyntaxKind.ExpressionWithTypeArguments, readReference);
on<ts.LiteralTypeNode>(ts.SyntaxKind.LiteralType, readLiteral);
on<ts.TemplateLiteralTypeNode>(ts.SyntaxKind.TemplateLiteralType, readTemplate);
on<ts.TypeLiteralNode>(ts.SyntaxKind.TypeLiteral, readObjectType);
on<ts.ConditionalTypeNode>(ts.SyntaxKind.ConditionalType, readConditional);
on<ts.InferTypeNode>(ts.SyntaxKind.InferType, readInfer);
on<ts.MappedTypeNode>(ts.SyntaxKind.MappedType, readMapped);
on<ts.ArrayTypeNode>(ts.SyntaxKind.ArrayType, readArray);
on<ts.TupleTypeNode>(ts.SyntaxKind.TupleType, readTuple);
on<ts.UnionTypeNode>(ts.SyntaxKind.UnionType, (node, context) => readParts('union', node.types, context));
on<ts.IntersectionTypeNode>(ts.SyntaxKind.IntersectionType, (node, context) =>
  readParts('intersection', node.types, context),
);
on<ts.ParenthesizedTypeNode>(ts.SyntaxKind.ParenthesizedType, readParenthesized);
on<ts.TypeOperatorNode>(ts.SyntaxKind.TypeOperator, readOperator);
on<ts.IndexedAccessTypeNode>(ts.SyntaxKind.IndexedAccessType, readIndexed);
on<ts.TypeQueryNode>(ts.SyntaxKind.TypeQuery, readTypeof);
on<ts.FunctionTypeNode>(ts.SyntaxKind.FunctionType, readFunction);
on<ts.ConstructorTypeNode>(ts.SyntaxKind.ConstructorType, readConstructorType);
on<ts.TypePredicateNode>(ts.SyntaxKind.TypePredicate, readPredicate);
on<ts.ImportTypeNode>(ts.SyntaxKind.ImportType, readImport);

const keyword =
  (name: string, shape: Shape = { kind: 'keyword', name }) =>
  (context: ReadContext): TypeText =>
    new TextBuilder(context).write(name).done(shape);

const KEYWORDS = new Map<ts.SyntaxKind, (context: ReadContext) => TypeText>([
  [ts.SyntaxKind.AnyKeyword, keyword('any')],
  [ts.SyntaxKind.UnknownKeyword, keyword('unknown')],
  [ts.SyntaxKind.StringKeyword, keyword('string')],
  [ts.SyntaxKind.NumberKeyword, keyword('number')],
  [ts.SyntaxKind.BigIntKeyword, keyword('bigint')],
  [ts.SyntaxKind.BooleanKeyword, keyword('boolean')],
  [ts.SyntaxKind.SymbolKeyword, keyword('symbol')],
  [ts.SyntaxKind.ObjectKeyword, keyword('object')],
  [ts.SyntaxKind.VoidKeyword, keyword('void')],
  [ts.SyntaxKind.IntrinsicKeyword, keyword('intrinsic')],
  [ts.SyntaxKind.UndefinedKeyword, keyword('undefined', { kind: 'literal', value: 'undefined', of: 'undefined' })],
  [ts.SyntaxKind.NeverKeyword, keyword('never', { kind: 'never' })],
  [ts.SyntaxKind.ThisType, keyword('this', { kind: 'this' })],
]);

function readParts(kind: 'union' | 'intersection', nodes: readonly ts.TypeNode[], context: ReadContext): TypeText {
  const builder = new TextBuilder(context);
  const separator = kind === 'union' ? ' | ' : ' & ';
  const parts = nodes.map((each, index): Part => {
    if (index > 0) builder.write(separator);
    return builder.type(context.readType(each, context));
  });
  return builder.done(
    { kind, parts },
    canonicalParts(
      kind,
      parts.map((part) => part.type),
    ),
  );
}

function readParenthesized(node: ts.ParenthesizedTypeNode, context: ReadContext): TypeText {
  const builder = new TextBuilder(context).write('(', '');
  const of = builder.type(context.readType(node.type, context));
  return builder.write(')', '').done({ kind: 'parenthesized', of });
}

function readArray(node: ts.ArrayTypeNode, context: ReadContext): TypeText {
  const builder = new TextBuilder(context);
  const of = builder.type(context.readType(node.elementType, context), 'postfix');
  return builder.write('[]').done({ kind: 'array', of, readonly: false });
}

function readTuple(node: ts.TupleTypeNode, context: ReadContext): TypeText {
  const builder = new TextBuilder(context).write('[');
  const items = node.elements.map((each, index): TupleItem => {
    if (index > 0) builder.write(', ');
    return writeTupleItem(builder, each, context);
  });
  return builder.write(']').done({ kind: 'tuple', items, readonly: false });
}

function writeTupleItem(
  builder: TextBuilder,
  node: ts.TypeNode | ts.NamedTupleMember,
  context: ReadContext,
): TupleItem {
  if (ts.isNamedTupleMember(node)) {
    const rest = node.dotDotDotToken === undefined ? '' : '...';
    const optional = node.questionToken === undefined ? '' : '?';
    const label = node.name.text;
    const part = builder
      .write(`${rest}${label}${optional}: `, rest)
      .type(context.readType(node.type, context), 'postfix');
    builder.write('', optional);
    return { ...part, optional: optional !== '', rest: rest !== '', label };
  }
  if (ts.isRestTypeNode(node)) {
    const part = builder.write('...').type(context.readType(node.type, context), 'postfix');
    return { ...part, optional: false, rest: true };
  }
  if (ts.isOptionalTypeNode(node)) {
    const part = builder.type(context.readType(node.type, context), 'postfix');
    builder.write('?');
    return { ...part, optional: true, rest: false };
  }
  return { ...builder.type(context.readType(node, context), 'postfix'), optional: false, rest: false };
}

function readOperator(node: ts.TypeOperatorNode, context: ReadContext): TypeText {
  const word = ts.tokenToString(node.operator) ?? '';
  const builder = new TextBuilder(context).write(`${word} `);
  const of = builder.type(context.readType(node.type, context), 'postfix');
  if (node.operator === ts.SyntaxKind.KeyOfKeyword) return builder.done({ kind: 'keyof', of });
  return builder.done(readonlyShape(of.type.shape, of.start) ?? { kind: 'other' });
}

/** `readonly T[]` and `readonly [A, B]` have the shape of the type after `readonly`. */
function readonlyShape(shape: Shape, offset: number): Shape | undefined {
  const moved = <P extends Part>(part: P): P => ({ ...part, start: part.start + offset, end: part.end + offset });
  if (shape.kind === 'array') return { kind: 'array', of: moved(shape.of), readonly: true };
  if (shape.kind === 'tuple') return { kind: 'tuple', items: shape.items.map(moved), readonly: true };
  return undefined;
}

function readIndexed(node: ts.IndexedAccessTypeNode, context: ReadContext): TypeText {
  const builder = new TextBuilder(context);
  const object = builder.type(context.readType(node.objectType, context), 'postfix');
  const index = builder.write('[').type(context.readType(node.indexType, context));
  return builder.write(']').done({ kind: 'indexed', object, index });
}

function readTypeof(node: ts.TypeQueryNode, context: ReadContext): TypeText {
  const builder = new TextBuilder(context).write('typeof ');
  const name = dotted(node.exprName, context);
  const [first = '', ...rest] = name.split('.');
  builder.name(first, rest.map((each) => `.${each}`).join(''), true);
  writeArguments(builder, node.typeArguments, context);
  return builder.done({ kind: 'typeof', name });
}

function writeArguments(builder: TextBuilder, nodes: readonly ts.TypeNode[] | undefined, context: ReadContext): void {
  nodes?.forEach((each, index) => builder.write(index === 0 ? '<' : ', ').type(context.readType(each, context)));
  if (nodes !== undefined) builder.write('>');
}

function readFunction(node: ts.FunctionTypeNode, context: ReadContext): TypeText {
  const builder = new TextBuilder(context);
  return builder.done({ kind: 'function', ...writeSignature(builder, node, context, ' => ') });
}

function readConstructorType(node: ts.ConstructorTypeNode, context: ReadContext): TypeText {
  const builder = new TextBuilder(context).write(node.modifiers === undefined ? 'new ' : 'abstract new ');
  writeSignature(builder, node, context, ' => ');
  return builder.done({ kind: 'other', mayBeCalled: true });
}

function readPredicate(node: ts.TypePredicateNode, context: ReadContext): TypeText {
  const builder = new TextBuilder(context).write(node.assertsModifier === undefined ? '' : 'asserts ');
  const subject = sourceOf(node.parameterName, context);
  builder.write(subject, context.scope.parameters.get(subject) ?? subject);
  if (node.type !== undefined) builder.write(' is ').type(context.readType(node.type, context));
  return builder.done({ kind: 'other' });
}

function readImport(node: ts.ImportTypeNode, context: ReadContext): TypeText {
  const builder = new TextBuilder(context).write(node.isTypeOf ? 'typeof ' : '');
  const module =
    ts.isLiteralTypeNode(node.argument) && ts.isStringLiteral(node.argument.literal) ? node.argument.literal.text : '';
  const path = node.qualifier === undefined ? '' : `.${dotted(node.qualifier, context)}`;
  builder.write(`import('${module}')${path}`, `import('${canonicalModule(module)}')${path}`);
  writeArguments(builder, node.typeArguments, context);
  return builder.done({ kind: 'other', mayBeCalled: true });
}

/** For types that no declaration file contains, such as those of JSDoc. */
function readUnknown(node: ts.TypeNode, context: ReadContext): TypeText {
  return new TextBuilder(context).write(folded(node, context.source)).done({ kind: 'other' });
}
