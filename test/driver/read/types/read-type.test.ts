import { expect } from 'chai';

import { CannotRunError } from '../../../../codegen/common/problem.js';
import { parseType } from '../../../../codegen/driver/read/read-driver.js';
import type { DriverImport } from '../../../../codegen/model/driver.js';
import type { TypeText } from '../../../../codegen/model/types/type-text.js';

/** The names, with the text at their spans, which must be the same. */
function spans(type: TypeText): string[] {
  return type.names.map(
    ({ name, start, end, value }) => `${name}=${type.text.slice(start, end)}${value ? ' value' : ''}`,
  );
}

describe('parseType', () => {
  describe('text', () => {
    const cases: [given: string, want: string][] = [
      ['  string ', 'string'],
      ['{\n  a: string;\n  b?: number;\n}', '{ a: string; b?: number }'],
      ['{ a: string, b: number, }', '{ a: string; b: number }'],
      ['{ readonly [key: string]: any }', '{ readonly [key: string]: any }'],
      [
        '{ find(): void; find<T>(filter: T): T; new (a: string): A; (b: number): B }',
        '{ find(): void; find<T>(filter: T): T; new (a: string): A; (b: number): B }',
      ],
      ['{ get a(): string; set a(v: string) }', '{ get a(): string; set a(value: string) }'],
      ['{ "quoted-key"?: 1; [AbstractCursor.CLOSE](): void }', '{ "quoted-key"?: 1; [AbstractCursor.CLOSE](): void }'],
      ['{}', '{}'],
      ['\n | A\n | B', 'A | B'],
      ['number /** bits */ | Binary // more\n | Long', 'number | Binary | Long'],
      ['\'/* no comment */\' | "a  b"', '\'/* no comment */\' | "a  b"'],
      ['`a  // ${  B  }/*c*/`', '`a  // ${B}/*c*/`'],
      ['( a : string , ...b: C [ ] ) => void', '(a: string, ...b: C[]) => void'],
      ['({ a,\n b }: C) => void', '({ a, b }: C) => void'],
      ['abstract  new (a: A) => B', 'abstract new (a: A) => B'],
      ['[a: A, b?: B, ...c: C[]]', '[a: A, b?: B, ...c: C[]]'],
      ['[A, B?, ...C[]]', '[A, B?, ...C[]]'],
      ['A extends(infer B)[]?B:never', 'A extends (infer B)[] ? B : never'],
      ['{ readonly [K in keyof A as `x${K}`]?: A[K] }', '{ readonly [K in keyof A as `x${K}`]?: A[K] }'],
      ['{ -readonly [K in A]-?: B; }', '{ -readonly [K in A]-?: B }'],
      ['( typeof LIST )[number]', '(typeof LIST)[number]'],
      ['readonly  A [ ]', 'readonly A[]'],
      ['unique   symbol', 'unique symbol'],
      ['ns . Inner < A , B >', 'ns.Inner<A, B>'],
      ['typeof   a . b', 'typeof a.b'],
      ['import ( "tls" ) . Socket', "import('tls').Socket"],
      ['(value: unknown) => asserts value is A', '(value: unknown) => asserts value is A'],
      ['-1 | 10n | true | null', '-1 | 10n | true | null'],
    ];
    for (const [given, want] of cases) {
      it(`${JSON.stringify(given)} is ${want}`, () => expect(parseType(given).text).to.equal(want));
    }
  });

  describe('canonical', () => {
    const same: [first: string, ...others: string[]][] = [
      ['number | string', 'string | number', '(string) | ((number))', 'number | (string | number)'],
      ['A & B', 'B & A', '(A & (B & A))'],
      ['A', 'A | A', '(A)', '(A | A) & A'],
      ['A[]', 'Array<A>', '(A)[]', '(A | A)[]'],
      ['readonly A[]', 'ReadonlyArray<A>', 'readonly (A)[]'],
      ['(A | B)[]', 'Array<B | A>', '((A | B))[]'],
      ['(readonly A[])[]', 'Array<ReadonlyArray<A>>'],
      ['Promise<A[]>', 'Promise<Array<A>>', 'Promise<(A)[]>'],
      ['"it\'s"', "'it\\'s'", "`it's`"],
      ["{ 'a': A; b: B }", '{\n a: A,\n b: B }'],
      ['(a: A, b?: B) => void', '(first: A, second?: B) => void'],
      ['<T>(a: T) => T', '<Other>(b: Other) => Other'],
      ['<T, U>(a: <T, V>(b: T, c: V) => U) => T', '<A, B>(a: <C, D>(b: C, c: D) => B) => A'],
      ['{ find<T>(a: T): T }', '{ find<Other>(b: Other): Other }'],
      ['(a: unknown) => a is A', '(b: unknown) => b is A'],
      ['A extends (infer B)[] ? B : C', 'A extends Array<infer D> ? D : C'],
      ['{ [K in A]: K }', '{ [L in A]: (L) }'],
      ['{ [key: string]: A }', '{ [name: string]: A }'],
      ['[a: A, b?: B]', '[A, B?]'],
      ['(() => A) | B', 'B | (() => A)'],
      ["import('node:tls').Socket", 'import("tls").Socket'],
    ];
    for (const [first, ...others] of same) {
      it(`is one for ${[first, ...others].map((each) => JSON.stringify(each)).join(', ')}`, () => {
        for (const other of others) expect(parseType(other).canonical).to.equal(parseType(first).canonical);
      });
    }

    const different: [string, string][] = [
      ['A[]', 'readonly A[]'],
      ['A | B[]', '(A | B)[]'],
      ['A & B | C', 'A & (B | C)'],
      ['() => A | B', '(() => A) | B'],
      ['<T, U>(a: T) => U', '<T, U>(a: U) => T'],
      ['<T>(a: <T, U>(b: T) => U) => T', '<T>(a: <T, U>(b: U) => T) => T'],
      ['{ a: A }', '{ b: A }'],
      ['{ a: A }', '{ a?: A }'],
      ['(a: A) => void', '(a?: A) => void'],
      ['keyof A[]', '(keyof A)[]'],
      ["'a'", 'a'],
      ['[A]', '[A?]'],
    ];
    for (const [one, other] of different) {
      it(`tells ${one} from ${other}`, () => expect(parseType(one).canonical).to.not.equal(parseType(other).canonical));
    }

    it('uses the name of an import in its module', () => {
      const imports = new Map<string, DriverImport>([
        ['ConnectionOptions_2', { module: 'tls', name: 'ConnectionOptions', typeOnly: true }],
        ['os', { module: 'node:os', name: '*', typeOnly: true }],
      ]);
      const type = parseType('ConnectionOptions_2 | typeof os.arch', imports);
      expect(type.text).to.equal('ConnectionOptions_2 | typeof os.arch');
      expect(type.canonical).to.equal("import('tls').ConnectionOptions | typeof import('os').arch");
    });
  });

  describe('names', () => {
    const cases: [given: string, want: string[]][] = [
      ['Promise<WithId<TSchema> | null>', ['Promise', 'WithId', 'TSchema']],
      ['{ a: A;\n b(c: C): D }', ['A', 'C', 'D']],
      ['ns.Inner<A>', ['ns', 'A']],
      ['typeof LIST', ['LIST value']],
      ['{ [AbstractCursor.CLOSE](): void }', ['AbstractCursor value']],
      ['<T extends A>(a: T, b: B) => T', ['A', 'B']],
      ['{ find<T>(a: T): A }', ['A']],
      ['A extends (infer U)[] ? U : V', ['A', 'V']],
      ['A extends B<infer U> ? C : U', ['A', 'B', 'C', 'U']],
      ['{ [K in keyof A]: B<K> }', ['A', 'B']],
      ['`${A}.${B}`', ['A', 'B']],
      ['(a: A) => a is B', ['A', 'B']],
      ['(a: A) => typeof a', ['A']],
      ["import('tls').Socket<A>", ['A']],
      ["'A' | /* B */ C", ['C']],
    ];
    for (const [given, want] of cases) {
      it(`of ${JSON.stringify(given)} are ${want.join(', ')}`, () => {
        expect(spans(parseType(given))).to.deep.equal(want.map((name) => name.replace(/^(\w+)/, '$1=$1')));
      });
    }
  });

  describe('shape', () => {
    const cases: [given: string, want: object][] = [
      ['Promise<A>', { kind: 'promise' }],
      ['Array<A>', { kind: 'array', readonly: false }],
      ['ReadonlyArray<A>', { kind: 'array', readonly: true }],
      ['readonly A[]', { kind: 'array', readonly: true }],
      ['readonly [A]', { kind: 'tuple', readonly: true }],
      ['AsyncGenerator<A, void, void>', { kind: 'async-iterable', name: 'AsyncGenerator' }],
      ['this', { kind: 'this' }],
      ['never', { kind: 'never' }],
      ['undefined', { kind: 'literal', of: 'undefined', value: 'undefined' }],
      ['null', { kind: 'literal', of: 'null', value: 'null' }],
      ["'a'", { kind: 'literal', of: 'string', value: 'a' }],
      ['-1', { kind: 'literal', of: 'number', value: '-1' }],
      ['-1n', { kind: 'literal', of: 'bigint', value: '-1n' }],
      ['true', { kind: 'literal', of: 'boolean', value: 'true' }],
      ['string', { kind: 'keyword', name: 'string' }],
      ['typeof A.b', { kind: 'typeof', name: 'A.b' }],
      ['keyof A', { kind: 'keyof' }],
      ["A['b']", { kind: 'indexed' }],
      ['(A)', { kind: 'parenthesized' }],
      ['ns.A', { kind: 'reference', name: 'ns.A' }],
      ['unique symbol', { kind: 'other' }],
      ['A extends B ? C : D', { kind: 'other' }],
    ];
    for (const [given, want] of cases) {
      it(`of ${given} is ${JSON.stringify(want)}`, () => expect(parseType(given).shape).to.include(want));
    }

    it('knows the positions of the parts in the text', () => {
      const { text, shape } = parseType('readonly  Filter< A | B >[]');
      if (shape.kind !== 'array') throw new Error(shape.kind);
      expect(text.slice(shape.of.start, shape.of.end)).to.equal('Filter<A | B>').and.to.equal(shape.of.type.text);
    });
  });

  it('refuses anything that is not a type', () => {
    expect(() => parseType('A |')).to.throw(CannotRunError, 'type:1:13 is not valid TypeScript: Type expected');
    expect(() => parseType('A; type B = C')).to.throw(CannotRunError, 'is not one type');
  });
});
