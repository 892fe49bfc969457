import type { Driver } from '../driver.js';
import { aliased } from '../lookup.js';
import { NEVER, wordLiteral } from '../types/literal.js';
import { TypeBuilder } from '../types/type-builder.js';
import type { TypeText } from '../types/type-text.js';
import { unionParts } from '../types/union-parts.js';
import { joinTypes } from './field-set.js';

/** Removes `undefined` from a type, as far as the driver's declarations show. `never` if nothing is left. */
export function withoutUndefined(type: TypeText, driver: Driver): TypeText {
  const { shape } = type;
  if (shape.kind === 'parenthesized') return withoutUndefined(shape.of.type, driver);
  if (shape.kind === 'reference') return withoutUndefinedBehind(type, driver);
  if (type.canonical === 'undefined') return NEVER;
  if (shape.kind !== 'union') return type;
  const parts = shape.parts.map((part) => part.type);
  const left = parts.map((part) => withoutUndefined(part, driver)).filter((part) => part.shape.kind !== 'never');
  const isSame = left.length === parts.length && left.every((part, at) => part.canonical === parts[at]?.canonical);
  return isSame || left.length === 0 ? type : joinTypes('union', left);
}

/** Keeps an alias, unless its type includes `undefined`. */
function withoutUndefinedBehind(type: TypeText, driver: Driver): TypeText {
  const alias = aliased(driver, type);
  if (alias === undefined) return type;
  const left = withoutUndefined(alias, driver);
  return left.canonical === alias.canonical ? type : left;
}

/** A type without `undefined`, also for types that have to be evaluated. */
export function requiredType(type: TypeText, driver: Driver): TypeText {
  const left = withoutUndefined(type, driver);
  const parts = unionParts(left);
  const isComputed = (part: TypeText): boolean => isWorkedOut(part, driver);
  if (!parts.some(isComputed)) return left;
  return joinTypes(
    'union',
    parts.map((part) => (isComputed(part) ? excluding(part) : part)),
  );
}

/** Utility types that have to be evaluated. */
const WORKED_OUT: ReadonlySet<string> = new Set(['Awaited', 'ReturnType', 'Extract', 'Exclude']);

/** Whether a type has to be evaluated to know its values. Aliases are followed, each once. */
function isWorkedOut(type: TypeText, driver: Driver, behind: readonly string[] = []): boolean {
  const { shape } = type;
  switch (shape.kind) {
    case 'parenthesized':
      return isWorkedOut(shape.of.type, driver, behind);
    case 'union':
      return shape.parts.some((part) => isWorkedOut(part.type, driver, behind));
    case 'intersection':
      return shape.parts.some((part) => part.type.shape.kind === 'keyword' || isWorkedOut(part.type, driver, behind));
    case 'reference': {
      const alias = behind.includes(shape.name) ? undefined : aliased(driver, type);
      if (alias === undefined) return WORKED_OUT.has(shape.name);
      return isWorkedOut(alias, driver, [...behind, shape.name]);
    }
    case 'other':
      return shape.computation?.kind === 'conditional';
    default:
      return shape.kind === 'indexed';
  }
}

function excluding(type: TypeText): TypeText {
  const builder = new TypeBuilder().mark('Exclude', false).write('Exclude<');
  const parts = [builder.type(type), builder.write(', ').type(wordLiteral('undefined'))];
  return builder.write('>').done({ kind: 'reference', name: 'Exclude', arguments: parts });
}
