import { expect } from 'chai';

import { classOf, memberLines, readText } from '../../../support/read-text.js';

describe('readClass', () => {
  it('groups overloads by name, static ones apart, in source order', () => {
    const declared = classOf(
      readText(`export declare class A {
        find(): 1;
        static find(): 2;
        find(a: string): 3;
        /** @deprecated late */ find(a: string, b: number): 4;
        other: 5;
      }`),
      'A',
    );
    expect(memberLines(declared)).to.deep.equal([
      'find (): 1 + (a: string): 3 + (a: string, b: number): 4',
      'static find (): 2',
      'other: 5',
    ]);
    const [find] = declared.members;
    if (find?.kind !== 'method') throw new Error('no method');
    expect(find.overloads.map((each) => [each.place.line, each.docs.deprecated])).to.deep.equal([
      [2, undefined],
      [4, undefined],
      [5, 'late'],
    ]);
  });

  it('makes one property of a getter and its setter', () => {
    const declared = classOf(
      readText(`declare class A {
        get a(): string; set a(v: string);
        set b(v: string | number); get b(): string;
        get c(): string;
        set d(v: number);
        static get e(): any;
        readonly f: 1; g?: 2; static readonly h = "x"; i;
      }`),
      'A',
    );
    expect(memberLines(declared)).to.deep.equal([
      'accessor a: string',
      'accessor b: string',
      'readonly accessor c: string',
      'accessor d: number',
      'readonly accessor static e: any',
      'readonly f: 1',
      'g?: 2',
      'readonly static h: "x"',
      'i: any',
    ]);
    const setters = declared.members.map((member) => (member.kind === 'property' ? member.setterType?.text : ''));
    expect(setters.slice(0, 2)).to.deep.equal([undefined, 'string | number']);
  });

  it('names symbols and quoted members', () => {
    const declared = classOf(
      readText("declare class A { [Symbol.asyncIterator](): B; 'quoted name': 1; [kKey]: 2; abstract c(): void }"),
      'A',
    );
    expect(declared.members.map(({ name, symbol, abstract }) => ({ name, symbol, abstract }))).to.deep.equal([
      { name: '[Symbol.asyncIterator]', symbol: true, abstract: false },
      { name: 'quoted name', symbol: false, abstract: false },
      { name: '[kKey]', symbol: true, abstract: false },
      { name: 'c', symbol: false, abstract: true },
    ]);
  });

  it('keeps non-public members apart', () => {
    const declared = classOf(
      readText(`declare class A {
        /* Excluded from this release type: s */
        private b; protected c(): void; #d;
        both(): 1;
        /* Excluded from this release type: both */
        /* Excluded from this release type: constructor2 */ e: 1; /* Excluded from this release type: f */
        // Excluded from this release type: g
        /* Excluded from this release type: last */
      }`),
      'A',
    );
    expect(memberLines(declared)).to.deep.equal(['both (): 1', 'e: 1']);
    expect(Object.fromEntries(declared.hidden)).to.deep.equal({
      s: 'excluded',
      constructor2: 'excluded',
      f: 'excluded',
      last: 'excluded',
      b: 'private',
      c: 'protected',
      '#d': 'private',
    });
  });

  const constructions: [body: string, want: string][] = [
    ['constructor(a: string);', 'public'],
    ['/* Excluded from this release type: __constructor */', 'excluded'],
    ['private constructor();', 'hidden'],
    ['protected constructor(a: string);', 'hidden'],
    ['a: string;', 'none'],
  ];
  for (const [body, want] of constructions) {
    it(`reads the construction of ${body} as ${want}`, () => {
      const declared = classOf(readText(`declare class A {\n${body}\n}`), 'A');
      expect(declared.construction).to.equal(want);
      expect(declared.hidden.has('__constructor')).to.equal(false);
    });
  }

  it('uses the class as the result of a constructor', () => {
    const [signature] = classOf(readText('declare class A<T, U> { constructor(a: T, b?: string); }'), 'A').constructors;
    expect(signature?.text).to.equal('(a: T, b?: string)');
    expect(signature?.returns.text).to.equal('A<T, U>');
    expect(signature?.returns.names.map((each) => each.name)).to.deep.equal(['A', 'T', 'U']);
  });

  it('reads heritage and type parameters', () => {
    const declared = classOf(
      readText('export declare abstract class A<T = any> extends B<T> implements C, ns.D<T> { a: 1 }'),
      'A',
    );
    expect(declared).to.include({ abstract: true, exported: true });
    expect(declared.extends?.text).to.equal('B<T>');
    expect(declared.implements.map((each) => each.text)).to.deep.equal(['C', 'ns.D<T>']);
    expect(declared.typeParameters.map((each) => each.text)).to.deep.equal(['T = any']);
  });

  it('appends the members of an interface with the same name', () => {
    const driver = readText(`
      export declare interface A extends B, C { on(event: string): this; b: 1 }
      export declare class A extends B { a: 1; on(): this }
    `);
    const declared = classOf(driver, 'A');
    expect(memberLines(declared)).to.deep.equal(['a: 1', 'on (): this + (event: string): this', 'b: 1']);
    expect(declared.implements.map((each) => each.text)).to.deep.equal(['C']);
    expect(driver.types).to.deep.equal([]);
    expect(driver.exports.map(({ name, kind }) => `${name} ${kind}`)).to.deep.equal(['A class']);
  });

  it('records the place of each declaration', () => {
    const declared = classOf(readText('/** Docs. */\nexport declare class A {\n  /** Docs. */\n  a(): void;\n}'), 'A');
    expect(declared.place).to.deep.equal({ file: 'driver.d.ts', line: 2, column: 1 });
    expect(declared.members[0]?.place).to.deep.equal({ file: 'driver.d.ts', line: 4, column: 3 });
  });
});
