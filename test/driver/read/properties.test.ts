import { expect } from 'chai';
import fc from 'fast-check';

import { parseSignature, parseType } from '../../../codegen/driver/read/read-driver.js';
import { canonicalSignature } from '../../../codegen/model/types/signature.js';
import type { Part, TypeText } from '../../../codegen/model/types/type-text.js';

/** A random type, which is printed in many ways. */
type Made =
  | { readonly kind: 'word'; readonly text: string }
  | { readonly kind: 'many'; readonly by: '|' | '&'; readonly parts: readonly Made[] }
  | { readonly kind: 'array'; readonly of: Made; readonly readonly: boolean }
  | { readonly kind: 'generic'; readonly name: string; readonly parts: readonly Made[] }
  | {
      readonly kind: 'object';
      readonly fields: readonly { readonly name: string; readonly optional: boolean; readonly of: Made }[];
    }
  | { readonly kind: 'function'; readonly parameters: readonly Made[]; readonly returns: Made }
  | { readonly kind: 'tuple'; readonly parts: readonly Made[] }
  | { readonly kind: 'keyof'; readonly of: Made }
  | { readonly kind: 'indexed'; readonly of: Made; readonly index: Made }
  | { readonly kind: 'conditional'; readonly parts: readonly [Made, Made, Made] };

const NAMES = ['A', 'B', 'Document', 'TSchema', 'ns.Inner'];
const WORDS = [
  ...NAMES,
  'string',
  'undefined',
  'null',
  "'it\\'s /* no comment */'",
  "'a  b'",
  '-1',
  'true',
  '`x  ${A}`',
  'typeof LIST',
  'this',
  'never',
];

const { made } = fc.letrec<{ made: Made }>((tie) => ({
  made: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.record({ kind: fc.constant('word' as const), text: fc.constantFrom(...WORDS) }),
    fc.record({
      kind: fc.constant('many' as const),
      by: fc.constantFrom('|' as const, '&' as const),
      parts: fc.array(tie('made'), { minLength: 2, maxLength: 4 }),
    }),
    fc.record({ kind: fc.constant('array' as const), of: tie('made'), readonly: fc.boolean() }),
    fc.record({
      kind: fc.constant('generic' as const),
      name: fc.constantFrom('Promise', 'Filter', 'Map'),
      parts: fc.array(tie('made'), { minLength: 1, maxLength: 2 }),
    }),
    fc.record({
      kind: fc.constant('object' as const),
      fields: fc.uniqueArray(
        fc.record({ name: fc.constantFrom('a', 'b', 'A'), optional: fc.boolean(), of: tie('made') }),
        { selector: (field) => field.name },
      ),
    }),
    fc.record({
      kind: fc.constant('function' as const),
      parameters: fc.array(tie('made'), { maxLength: 2 }),
      returns: tie('made'),
    }),
    fc.record({ kind: fc.constant('tuple' as const), parts: fc.array(tie('made'), { maxLength: 3 }) }),
    fc.record({ kind: fc.constant('keyof' as const), of: tie('made') }),
    fc.record({ kind: fc.constant('indexed' as const), of: tie('made'), index: tie('made') }),
    fc.record({ kind: fc.constant('conditional' as const), parts: fc.tuple(tie('made'), tie('made'), tie('made')) }),
  ),
}));

/** How a type is printed, which does not change its meaning. */
interface Spelling {
  readonly gap: string;
  readonly parentheses: boolean;
  readonly generics: boolean;
  readonly reversed: boolean;
  readonly parameter: string;
}

const PLAIN: Spelling = { gap: ' ', parentheses: false, generics: false, reversed: false, parameter: 'a' };

const spelling: fc.Arbitrary<Spelling> = fc.record({
  gap: fc.constantFrom(' ', '\n  ', ' /* A | B */ ', '\t', ' // A\n'),
  parentheses: fc.boolean(),
  generics: fc.boolean(),
  reversed: fc.boolean(),
  parameter: fc.constantFrom('a', 'other'),
});

function print(type: Made, how: Spelling): string {
  const text = bare(type, how);
  return how.parentheses ? `(${how.gap}${text}${how.gap})` : text;
}

/** As a part of a type that binds more tightly. */
function tight(type: Made, how: Spelling): string {
  return type.kind === 'word' || type.kind === 'generic' ? print(type, how) : `(${print(type, how)})`;
}

function bare(type: Made, how: Spelling): string {
  const { gap } = how;
  switch (type.kind) {
    case 'word':
      return type.text;
    case 'many': {
      const parts = type.parts.map((part) => tight(part, how));
      return (how.reversed ? parts.toReversed() : parts).join(`${gap}${type.by}${gap}`);
    }
    case 'array':
      if (how.generics) return `${type.readonly ? 'ReadonlyArray' : 'Array'}<${gap}${print(type.of, how)}>`;
      // There may be no line break before the bracket.
      return `${type.readonly ? 'readonly ' : ''}${tight(type.of, how)}[]`;
    case 'generic':
      return `${type.name}<${type.parts.map((part) => print(part, how)).join(`,${gap}`)}>`;
    case 'object':
      return `{${gap}${type.fields.map((field) => `${field.name}${field.optional ? '?' : ''}:${gap}${print(field.of, how)};`).join(gap)}${gap}}`;
    case 'function': {
      const parameters = type.parameters.map((part, index) => `${how.parameter}${index}:${gap}${print(part, how)}`);
      return `(${parameters.join(`,${gap}`)}) =>${gap}${print(type.returns, how)}`;
    }
    case 'tuple':
      return `[${type.parts.map((part) => tight(part, how)).join(`,${gap}`)}]`;
    case 'keyof':
      return `keyof${gap}${tight(type.of, how)}`;
    case 'indexed':
      return `${tight(type.of, how)}[${gap}${print(type.index, how)}]`;
    case 'conditional': {
      const [check, bound, rest] = type.parts;
      return `${tight(check, how)} extends${gap}${tight(bound, how)}${gap}? ${print(rest, how)} :${gap}${print(check, how)}`;
    }
  }
}

/** Every part at any depth, with the surrounding text. */
function partsIn({ text, shape }: TypeText): { text: string; part: Part }[] {
  const parts = Object.values(shape)
    .flat()
    .filter(
      (value): value is Part => typeof value === 'object' && value !== null && 'start' in value && 'type' in value,
    );
  return parts.flatMap((part) => [{ text, part }, ...partsIn(part.type)]);
}

describe('the reader, for any type', () => {
  it('returns the exact spans of names and parts, at any depth', () => {
    fc.assert(
      fc.property(made, spelling, (type, how) => {
        const read = parseType(print(type, how));
        for (const each of [read, ...partsIn(read).map(({ part }) => part.type)]) {
          for (const { name, start, end } of each.names) expect(each.text.slice(start, end)).to.equal(name);
        }
        for (const { text, part } of partsIn(read)) expect(text.slice(part.start, part.end)).to.equal(part.type.text);
        expect(read.names.map((name) => name.start)).to.deep.equal(
          read.names.map((name) => name.start).toSorted((a, b) => a - b),
        );
      }),
    );
  });

  it('reads its own text back as the same', () => {
    fc.assert(
      fc.property(made, spelling, (type, how) => {
        const read = parseType(print(type, how));
        expect(parseType(read.text)).to.deep.equal({ ...read, shape: parseType(read.text).shape });
        expect(read.text).to.not.include('\n');
      }),
    );
  });

  it('reads its own canonical text back as the same', () => {
    fc.assert(
      fc.property(made, spelling, (type, how) => {
        const { canonical } = parseType(print(type, how));
        expect(parseType(canonical).canonical).to.equal(canonical);
      }),
    );
  });

  it('returns one canonical text for every spelling', () => {
    fc.assert(
      fc.property(made, spelling, (type, how) => {
        expect(parseType(print(type, how)).canonical).to.equal(parseType(print(type, PLAIN)).canonical);
      }),
    );
  });

  it('reads signatures back as the same, whatever the names of their parameters', () => {
    fc.assert(
      fc.property(fc.array(made, { maxLength: 3 }), made, spelling, (parameters, returns, how) => {
        const written = (prefix: string, generic: string, style: Spelling): string => {
          const list = parameters.map((each, index) => `${prefix}${index}: ${print(each, style)}`).join(', ');
          return `<${generic} extends A>(${list}, last?: ${generic}): ${print(returns, style)}`.replace('(, ', '(');
        };
        const read = parseSignature(written('a', 'T', how));
        const again = parseSignature(read.text);
        expect(again.text).to.equal(read.text);
        expect(canonicalSignature(again)).to.equal(canonicalSignature(read));
        expect(canonicalSignature(parseSignature(written('other', 'Other', PLAIN)))).to.equal(canonicalSignature(read));
      }),
    );
  });
});
