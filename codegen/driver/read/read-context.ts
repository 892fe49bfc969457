import type { ts } from 'ts-morph';

import type { Place } from '../../common/place.js';
import type { DriverImport } from '../../model/driver.js';
import type { TypeText } from '../../model/types/type-text.js';

/** What reading one node needs to know of its surroundings. */
export interface ReadContext {
  readonly source: ts.SourceFile;
  /** The file as it is named in places. */
  readonly file: string;
  readonly imports: ReadonlyMap<string, DriverImport>;
  /** Local names that the bundler made, to those that they are exported by: `Map_2` to `Map`. */
  readonly renamed: ReadonlyMap<string, string>;
  readonly scope: BindingScope;
  /** Reads any type; handed down so that the readers of parts need not import the reader of the whole. */
  readonly readType: (node: ts.TypeNode, context: ReadContext) => TypeText;
}

/** The names that are bound around a node. */
export interface BindingScope {
  readonly typeParameters: ReadonlyMap<string, BoundName>;
  /** How many type parameters are bound, those that an inner one hides included. */
  readonly bound: number;
  /** Parameters of the signature around it, by name: what `x is T` and `typeof x` refer to. */
  readonly parameters: ReadonlyMap<string, string>;
}

interface BoundName {
  /** The name by position that stands for it in canonical text, so that renaming it changes nothing. */
  readonly canonical: string;
  /** Whether the type that is being read binds it itself; such a name is no reference to a declaration. */
  readonly inside: boolean;
}

/** The scope of a file's top level. */
export const TOP_SCOPE: BindingScope = { typeParameters: new Map(), bound: 0, parameters: new Map() };

/** The same context with more type parameters bound. */
export function bindTypeParameters(context: ReadContext, names: readonly string[], inside: boolean): ReadContext {
  if (names.length === 0) return context;
  const { bound } = context.scope;
  const typeParameters = new Map(context.scope.typeParameters);
  names.forEach((name, index) => typeParameters.set(name, { canonical: `$${bound + index}`, inside }));
  return { ...context, scope: { ...context.scope, typeParameters, bound: bound + names.length } };
}

/** The context inside a class, an interface or an alias, whose own type parameters go by position. */
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

/** The same context with the parameters of a signature bound, by position. */
export function bindParameters(context: ReadContext, names: readonly string[]): ReadContext {
  if (names.length === 0) return context;
  const parameters = new Map(context.scope.parameters);
  names.forEach((name, index) => parameters.set(name, parameterName(name, index)));
  return { ...context, scope: { ...context.scope, parameters } };
}

/** How a parameter is named in canonical text. */
export function parameterName(name: string, index: number): string {
  return name === 'this' ? name : `_${String(index)}`;
}

/** Where a node starts, after the comments before it. */
export function placeOf(node: ts.Node, context: ReadContext): Place {
  const { line, character } = context.source.getLineAndCharacterOfPosition(node.getStart(context.source));
  return { file: context.file, line: line + 1, column: character + 1 };
}

/** A node's own source text. Only for names and literals, which are one token. */
export function sourceOf(node: ts.Node, context: ReadContext): string {
  return node.getText(context.source);
}
