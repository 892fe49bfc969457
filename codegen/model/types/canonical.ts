import { byCodeUnit } from '../../common/order.js';
import type { TypeText } from './type-text.js';

/** How tightly the surroundings of a part bind. */
export type Operand = 'whole' | 'union' | 'intersection' | 'postfix';

/** Canonical text of a part, with parentheses only where its surroundings need them. */
export function canonicalOperand(type: TypeText, operand: Operand): string {
  return operand === 'whole' || !LOOSE[operand].has(looseness(simplify(type))) ? type.canonical : `(${type.canonical})`;
}

/** Whether the text of a type needs parentheses in such a place. */
export function needsParentheses(type: TypeText, operand: Exclude<Operand, 'whole'>): boolean {
  return LOOSE[operand].has(looseness(type));
}

/** Canonical text of a union or intersection: flat, sorted, without duplicates. */
export function canonicalParts(kind: 'union' | 'intersection', parts: readonly TypeText[]): string {
  const flat = flatten(kind, parts);
  if (flat.length === 1 && flat[0] !== undefined) return flat[0].canonical;
  return flat
    .map((part) => canonicalOperand(part, kind))
    .sort(byCodeUnit)
    .join(kind === 'union' ? ' | ' : ' & ');
}

type Looseness = 'union' | 'intersection' | 'function' | 'operator' | 'none';

/** Which types need parentheses in a union, in an intersection, and before `[]`. */
const LOOSE: Record<Exclude<Operand, 'whole'>, ReadonlySet<Looseness>> = {
  union: new Set(['function']),
  intersection: new Set(['function', 'union']),
  postfix: new Set(['function', 'union', 'intersection', 'operator']),
};

function looseness({ shape }: TypeText): Looseness {
  switch (shape.kind) {
    case 'union':
    case 'intersection':
      return shape.kind;
    case 'function':
    case 'other':
      return 'function';
    case 'keyof':
    case 'typeof':
      return 'operator';
    case 'array':
    case 'tuple':
      return shape.readonly ? 'operator' : 'none';
    default:
      return 'none';
  }
}

/** Removes parentheses, and unions and intersections with a single part. */
function simplify(type: TypeText): TypeText {
  const { shape } = type;
  if (shape.kind === 'parenthesized') return simplify(shape.of.type);
  if (shape.kind !== 'union' && shape.kind !== 'intersection') return type;
  const [only, ...others] = flatten(
    shape.kind,
    shape.parts.map((part) => part.type),
  );
  return only !== undefined && others.length === 0 ? only : type;
}

function flatten(kind: 'union' | 'intersection', parts: readonly TypeText[]): TypeText[] {
  const unique = new Map<string, TypeText>();
  const visit = (part: TypeText): void => {
    const type = simplify(part);
    if (type.shape.kind === kind) for (const inner of type.shape.parts) visit(inner.type);
    else if (!unique.has(type.canonical)) unique.set(type.canonical, type);
  };
  parts.forEach(visit);
  return [...unique.values()];
}

/** The canonical name of a module. Node's own have two spellings. */
export function canonicalModule(module: string): string {
  return module.startsWith('node:') ? module.slice('node:'.length) : module;
}
