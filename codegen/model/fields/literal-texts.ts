import type { TemplateType, TypeText } from '../types/type-text.js';
import { type KeyContext, type Keys, UNKNOWN_KEYS } from './keys-of-type.js';
import { unionMembers } from './union-members.js';

/** The functions that change the case of strings, by the names of TypeScript's utility types. */
const CASES: Readonly<Record<string, (text: string) => string>> = {
  Uppercase: (text) => text.toUpperCase(),
  Lowercase: (text) => text.toLowerCase(),
  Capitalize: (text) => text.slice(0, 1).toUpperCase() + text.slice(1),
  Uncapitalize: (text) => text.slice(0, 1).toLowerCase() + text.slice(1),
};

/** The function for `Uppercase` and the like. Undefined for any other name. */
export function caseOf(name: string): ((text: string) => string) | undefined {
  return Object.hasOwn(CASES, name) ? CASES[name] : undefined;
}

/** A template with more values counts as infinite. The compiler has a limit as well. */
const MOST = 10_000;

/** The strings of a template of literals. */
export function templateKeys(
  { head, spans }: TemplateType,
  context: KeyContext,
  keysOf: (type: TypeText) => Keys,
): Keys {
  let texts = [head];
  for (const { type, text } of spans) {
    const values = literalTexts(type, context, keysOf);
    if (values === undefined || texts.length * values.length > MOST) return UNKNOWN_KEYS;
    texts = texts.flatMap((start) => values.map((value) => start + value + text));
  }
  return { names: new Set(texts), complete: true };
}

/** The values of a type as text in a template. Undefined unless it consists of literals. */
function literalTexts(
  type: TypeText,
  context: KeyContext,
  keysOf: (type: TypeText) => Keys,
): readonly string[] | undefined {
  const texts: string[] = [];
  for (const part of unionMembers(type, context.driver)) {
    const values = textsOfPart(part, keysOf);
    if (values === undefined) return undefined;
    texts.push(...values);
  }
  return texts;
}

function textsOfPart(part: TypeText, keysOf: (type: TypeText) => Keys): readonly string[] | undefined {
  const { shape } = part;
  if (shape.kind === 'keyword' && shape.name === 'boolean') return ['true', 'false'];
  if (shape.kind !== 'literal') {
    const keys = keysOf(part);
    return keys.complete ? [...keys.names] : undefined;
  }
  if (shape.of === 'bigint') return undefined;
  if (shape.of !== 'number') return [shape.value];
  const value = Number(shape.value);
  return Number.isNaN(value) ? undefined : [String(value)];
}
