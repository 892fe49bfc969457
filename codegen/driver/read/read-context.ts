import type { ts } from 'ts-morph';

import type { Place } from '../../common/place.js';
import type { DriverImport } from '../../model/driver.js';
import type { TypeText } from '../../model/types/type-text.js';

/** The context in which a node is read. */
export interface ReadContext {
  readonly source: ts.SourceFile;
  /** The name of the file in places. */
  readonly file: string;
  readonly imports: ReadonlyMap<string, DriverImport>;
  /** Exported names by the local names that the bundler made: `Map` for `Map_2`. */
  readonly renamed: ReadonlyMap<string, string>;
  readonly scope: BindingScope;
  /** Reads any type. It is passed down so that the readers of parts do not have to import the reader of the whole. */
  readonly readType: (node: ts.TypeNode, context: ReadContext) => TypeText;
}

/** The names bound around a node. */
export interface BindingScope {
  readonly typeParameters: ReadonlyMap<string, BoundName>;
  /** How many type parameters are bound, including shadowed ones. */
  readonly bound: number;
  /** The parameters of the surrounding signature, by name, to which `x is T` and `typeof x` refer. */
  readonly parameters: ReadonlyMap<string, string>;
}

interface BoundName {
  /** Its name in canonical text, by position, so that renaming it changes nothing. */
  readonly canonical: string;
  /** Whether the type that is being read binds it itself. Such a name does not refer to a declaration. */
  readonly inside: boolean;
}

/** The scope of a file's top level. */
export const TOP_SCOPE: BindingScope = { typeParameters: new Map(), bound: 0, parameters: new Map() };

/** Adds type parameters to a context. */
export function bindTypeParameters(context: ReadContext, names: readonly string[], inside: boolean): ReadContext {
  if (names.length === 0) return context;
  const { bound } = context.scope;
  const typeParameters = new Map(context.scope.typeParameters);
  names.forEach((name, index) => typeParameters.set(name, { canonical: `$${bound + index}`, inside }));
  return { ...context, scope: { ...context.scope, typeParameters, bound: bound + names.length } };
}

/** The context inside a class, an interface or an alias, whose type parameters are named by position. */
export function insideDeclaration(
  context: ReadContext,
  parameters: readonly { readonly name: { readonly text: string } }[] | undefined,
): ReadContext {
  return bindTypeParameters(
    context,
    (parameters ?? []).map((each) => each.name.text),
    false,
  );
}

/** Adds the parameters of a signature to a context, named by position. */
export function bindParameters(context: ReadContext, names: readonly string[]): ReadContext {
  if (names.length === 0) return context;
  const parameters = new Map(context.scope.parameters);
  names.forEach((name, index) => parameters.set(name, parameterName(name, index)));
  return { ...context, scope: { ...context.scope, parameters } };
}

/** The name of a parameter in canonical text. */
export function parameterName(name: string, index: number): string {
  return name === 'this' ? name : `_${String(index)}`;
}

/** The start of a node, after the comments before it. */
export function placeOf(node: ts.Node, context: ReadContext): Place {
  const { line, character } = context.source.getLineAndCharacterOfPosition(node.getStart(context.source));
  return { file: context.file, line: line + 1, column: character + 1 };
}

/** The source text of a node. Only for names and literals, which are single tokens. */
export function sourceOf(node: ts.Node, context: ReadContext): string {
  return node.getText(context.source);
}
