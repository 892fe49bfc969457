import { expect } from 'chai';
import fc from 'fast-check';

import { parseType } from '../../../codegen/driver/read/read-driver.js';
import { substitute } from '../../../codegen/model/types/substitute.js';

describe('substitute', () => {
  const by = new Map([
    ['T', parseType('A | B')],
    ['U', parseType('C')],
    ['F', parseType('() => A')],
  ]);
  const cases: [given: string, want: string][] = [
    ['T', 'A | B'],
    ['T[]', '(A | B)[]'],
    ['Array<T>', 'Array<(A | B)>'],
    ['Promise<T>', 'Promise<A | B>'],
    ['Filter<T, U>', 'Filter<A | B, C>'],
    ['T & U', '(A | B) & C'],
    ['T | null', 'A | B | null'],
    ['F | null', '(() => A) | null'],
    ['keyof T', 'keyof (A | B)'],
    ["T['a']", "(A | B)['a']"],
    ['(T)', '(A | B)'],
    ['[T, U?]', '[(A | B), C?]'],
    ['{ a: T; b(c: U): T }', '{ a: A | B; b(c: C): A | B }'],
    ['(a: T) => U', '(a: A | B) => C'],
    ['<T>(a: T) => U', '<T>(a: T) => C'],
    ['AsyncGenerator<T, void>', 'AsyncGenerator<A | B, void>'],
    ['T extends U ? T : never', '(A | B) extends C ? (A | B) : never'],
    ['{ [K in keyof T]: U }', '{ [K in keyof (A | B)]: C }'],
    ['typeof T', 'typeof T'],
    ['Other<X>', 'Other<X>'],
  ];
  for (const [given, want] of cases) {
    it(`turns ${given} into ${want}`, () => {
      const result = substitute(parseType(given), by);
      expect(result.text).to.equal(want);
      for (const { name, start, end } of result.names) expect(result.text.slice(start, end)).to.equal(name);
      expect(result.names).to.deep.equal(parseType(want).names);
    });
  }

  it('returns a type that names no parameter unchanged', () => {
    const type = parseType('Filter<X>');
    expect(substitute(type, by)).to.equal(type);
  });

  it('returns the canonical text of the result if the shape decides it', () => {
    const given = fc.constantFrom(
      'T',
      'T[]',
      'readonly T[]',
      'Promise<T>',
      'T | null',
      'T & U',
      '(T | U)[]',
      'keyof T',
      "T['a']",
      'Filter<T>',
      '(a: T) => U',
    );
    const value = fc.constantFrom('A', 'A | B', 'B & A', '() => A', 'A[]', "'a'", 'null', 'keyof A');
    fc.assert(
      fc.property(given, value, value, (text, t, u) => {
        const made = substitute(
          parseType(text),
          new Map([
            ['T', parseType(t)],
            ['U', parseType(u)],
          ]),
        );
        expect(made.canonical).to.equal(parseType(made.text).canonical);
      }),
    );
  });

  it('replaces in the members of an object type', () => {
    const { shape } = substitute(parseType('{ a: T; b<T>(c: T): U; [key: string]: T; (d: T): U }'), by);
    if (shape.kind !== 'object') throw new Error(shape.kind);
    const texts = shape.members.flatMap((member) => {
      if (member.kind === 'method')
        return member.overloads.map((each) => [...each.parameters.map((one) => one.type.text), each.returns.text]);
      if (member.kind === 'property') return [[member.type.text]];
      return member.kind === 'index'
        ? [[member.key.text, member.type.text]]
        : [[member.signature.parameters[0]?.type.text, member.signature.returns.text]];
    });
    expect(texts).to.deep.equal([['A | B'], ['T', 'C'], ['string', 'A | B'], ['A | B', 'C']]);
  });
});
