import { ts } from 'ts-morph';

import type { Parameter, Part, Signature, TypeParameter, TypeText } from '../../../model/types/type-text.js';
import { bindParameters, bindTypeParameters, parameterName, placeOf, type ReadContext } from '../read-context.js';
import { readDocs } from '../read-docs.js';
import { folded } from './folded-text.js';
import { TextBuilder } from './text-builder.js';

/** A node that can be read as a signature. */
export type SignatureNode = ts.SignatureDeclaration | ts.ConstructorDeclaration;

/** The parts of a signature, with their positions in the text that they were written into. */
export interface WrittenSignature {
  readonly signature: Signature;
  readonly parameters: readonly Part[];
  readonly returns: Part;
}

export interface SignatureOptions {
  /** Whether it is part of a type that is being read, which then binds its type parameters. */
  readonly inside: boolean;
  /** The result, if the node declares none, as for a constructor. */
  readonly returns?: TypeText;
}

/** Reads a declared signature. Its types refer to its type parameters by name. */
export function readSignature(node: SignatureNode, outer: ReadContext, options: SignatureOptions): Signature {
  const context = within(node, outer, options.inside);

  const typeParameters = (node.typeParameters ?? []).map((each) => readTypeParameter(each, context));
  const parameters = node.parameters.map((each) => readParameter(each, context));
  const returns =
    node.type === undefined ? (options.returns ?? anyType(context)) : context.readType(node.type, context);

  const builder = new TextBuilder(context);
  const read = { typeParameters, parameters, returns };
  writeParameters(builder, node, read, context);
  if (node.type !== undefined || options.returns === undefined) builder.write(': ').type(returns);
  return { ...read, text: builder.text, docs: readDocs(node, context), place: placeOf(node, context) };
}

/** The context inside a signature. */
function within(node: SignatureNode, outer: ReadContext, inside: boolean): ReadContext {
  const typeParameters = (node.typeParameters ?? []).map((each) => each.name.text);
  const parameters = node.parameters.map((each) => folded(each.name, outer.source));
  return bindParameters(bindTypeParameters(outer, typeParameters, inside), parameters);
}

/** Writes a signature into a type that contains it. */
export function writeSignature(
  builder: TextBuilder,
  node: SignatureNode,
  context: ReadContext,
  arrow: ': ' | ' => ',
): WrittenSignature {
  const signature = readSignature(node, context, { inside: true });
  const parameters = writeParameters(builder, node, signature, within(node, context, true));
  return { signature, parameters, returns: builder.write(arrow).type(signature.returns) };
}

type WithParameters = Pick<Signature, 'typeParameters' | 'parameters'>;

function writeParameters(
  builder: TextBuilder,
  node: SignatureNode,
  { typeParameters, parameters }: WithParameters,
  context: ReadContext,
): Part[] {
  typeParameters.forEach((each, index) => {
    builder.write(index === 0 ? '<' : ', ').write(modifiersOf(node.typeParameters?.[index]));
    writeTypeParameter(builder, each, context);
  });
  builder.write(typeParameters.length === 0 ? '(' : '>(');
  const parts = parameters.map((parameter, index) => {
    const rest = parameter.rest ? '...' : '';
    const mark = parameter.optional ? '?: ' : ': ';
    builder.write(index === 0 ? '' : ', ');
    builder.write(rest + parameter.name + mark, rest + parameterName(parameter.name, index) + mark);
    return builder.type(parameter.type);
  });
  builder.write(')');
  return parts;
}

function readParameter(node: ts.ParameterDeclaration, context: ReadContext): Parameter {
  return {
    name: folded(node.name, context.source),
    optional: node.questionToken !== undefined || node.initializer !== undefined,
    rest: node.dotDotDotToken !== undefined,
    type: node.type === undefined ? anyType(context) : context.readType(node.type, context),
  };
}

/** Reads the type parameters of a declaration, and the context in which its parts are read. */
export function readTypeParameters(
  nodes: readonly ts.TypeParameterDeclaration[] | undefined,
  context: ReadContext,
): readonly TypeParameter[] {
  return (nodes ?? []).map((each) => readTypeParameter(each, context));
}

function readTypeParameter(node: ts.TypeParameterDeclaration, context: ReadContext): TypeParameter {
  const modifiers = (node.modifiers ?? []).map((each) => ts.tokenToString(each.kind) ?? '');
  const read = {
    name: node.name.text,
    constraint: node.constraint && context.readType(node.constraint, context),
    default: node.default && context.readType(node.default, context),
    ...(modifiers.length > 0 && { modifiers }),
  };
  const builder = new TextBuilder(context).write(modifiersOf(node));
  writeTypeParameter(builder, read, context);
  return { ...read, text: builder.text };
}

/** `const `, `in ` or `out ` in front of a type parameter. */
function modifiersOf(node: ts.TypeParameterDeclaration | undefined): string {
  return (node?.modifiers ?? []).map((each) => `${ts.tokenToString(each.kind) ?? ''} `).join('');
}

function writeTypeParameter(builder: TextBuilder, parameter: Omit<TypeParameter, 'text'>, context: ReadContext): void {
  builder.declare(parameter.name, context);
  if (parameter.constraint !== undefined) builder.write(' extends ').type(parameter.constraint);
  if (parameter.default !== undefined) builder.write(' = ').type(parameter.default);
}

/** The type that TypeScript assumes for a missing annotation. */
export function anyType(context: ReadContext): TypeText {
  return new TextBuilder(context).write('any').done({ kind: 'keyword', name: 'any' });
}
