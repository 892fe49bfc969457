import { ts } from 'ts-morph';

import type { Part, Shape, TypeText } from '../../../model/types/type-text.js';
import type { ReadContext } from '../read-context.js';
import { dotted } from './read-name.js';
import { TextBuilder } from './text-builder.js';

/** `Name`, `Name<A, B>`, `ns.Name`, also in an `extends` clause. */
export function readReference(
  node: ts.TypeReferenceNode | ts.ExpressionWithTypeArguments,
  context: ReadContext,
): TypeText {
  const name = dotted(ts.isTypeReferenceNode(node) ? node.typeName : node.expression, context);
  const builder = new TextBuilder(context);
  const [first = '', ...rest] = name.split('.');
  builder.name(first, rest.map((each) => `.${each}`).join(''));

  const parts: Part[] = [];
  node.typeArguments?.forEach((each, index) => {
    builder.write(index === 0 ? '<' : ', ');
    parts.push(builder.type(context.readType(each, context)));
  });
  if (node.typeArguments !== undefined) builder.write('>');
  const shape = shapeOf(name, parts);
  return builder.done(shape, arrayCanonical(shape, context));
}

/** The types of TypeScript's library that have shapes of their own. */
const ASYNC_ITERABLES = new Set(['AsyncGenerator', 'AsyncIterable', 'AsyncIterator', 'AsyncIterableIterator']);

function shapeOf(name: string, parts: readonly Part[]): Shape {
  const [first, ...others] = parts;
  if (first !== undefined) {
    if (name === 'Promise') return { kind: 'promise', of: first };
    if (name === 'Array' || name === 'ReadonlyArray')
      return { kind: 'array', of: first, readonly: name === 'ReadonlyArray' };
    if (ASYNC_ITERABLES.has(name)) return { kind: 'async-iterable', name, of: first, others };
  }
  return { kind: 'reference', name, arguments: parts };
}

/** `T[]` for `Array<T>`. Undefined for any other type. */
function arrayCanonical(shape: Shape, context: ReadContext): string | undefined {
  if (shape.kind !== 'array') return undefined;
  const builder = new TextBuilder(context).write(shape.readonly ? 'readonly ' : '');
  builder.type(shape.of.type, 'postfix');
  return builder.write('[]').done(shape).canonical;
}
