import { expect } from 'chai';

import { CannotRunError } from '../../../../codegen/common/problem.js';
import { parseSignature } from '../../../../codegen/driver/read/read-driver.js';

describe('parseSignature', () => {
  const cases: [given: string, want: string][] = [
    ['(): void', '(): void'],
    [
      '( filter : Filter<T> ,\n options ? : FindOptions )  : FindCursor',
      '(filter: Filter<T>, options?: FindOptions): FindCursor',
    ],
    ['<T extends Document=Document>(...args: T[]): T', '<T extends Document = Document>(...args: T[]): T'],
    ['<const T, U = T>(a: T): U', '<const T, U = T>(a: T): U'],
    ['({ a, b }: C): void', '({ a, b }: C): void'],
    ['(this: Db, name: string): asserts this is Db', '(this: Db, name: string): asserts this is Db'],
    ['(a)', '(a: any): any'],
  ];
  for (const [given, want] of cases) {
    it(`reads ${JSON.stringify(given)} as ${want}`, () => {
      const { text } = parseSignature(given);
      expect(text).to.equal(want);
      expect(parseSignature(text).text).to.equal(want);
    });
  }

  it('reads each parameter', () => {
    const { parameters } = parseSignature('(a: A, b?: B, ...c: C[]): void');
    expect(
      parameters.map(({ name, optional, rest, type }) => ({ name, optional, rest, type: type.text })),
    ).to.deep.equal([
      { name: 'a', optional: false, rest: false, type: 'A' },
      { name: 'b', optional: true, rest: false, type: 'B' },
      { name: 'c', optional: false, rest: true, type: 'C[]' },
    ]);
  });

  it('reads each type parameter', () => {
    const { typeParameters } = parseSignature('<const A extends B = C, D = A>(): void');
    expect(
      typeParameters.map((each) => [each.name, each.constraint?.text, each.default?.text, each.text]),
    ).to.deep.equal([
      ['A', 'B', 'C', 'const A extends B = C'],
      ['D', undefined, 'A', 'D = A'],
    ]);
  });

  it('keeps its own type parameters among the names of its types', () => {
    const { parameters, returns } = parseSignature('<T>(a: Filter<T>, b: <U>(c: U) => T): Promise<T>');
    expect(parameters.map((each) => each.type.names.map((name) => name.name))).to.deep.equal([['Filter', 'T'], ['T']]);
    expect(returns.names.map((name) => name.name)).to.deep.equal(['Promise', 'T']);
  });

  it('refuses anything that is not a signature', () => {
    expect(() => parseSignature('(a: ): void')).to.throw(CannotRunError, 'signature:1');
    expect(() => parseSignature('(): void; declare const x: number')).to.throw(CannotRunError, 'is not one signature');
  });
});
