import { expect } from 'chai';

import { CannotRunError } from '../../../codegen/common/problem.js';
import { readDriver, readPackage } from '../../../codegen/driver/read/read-driver.js';
import { readText, typeOf } from '../../support/read-text.js';

const OPTIONS = { package: 'mongodb', version: '1.2.3', file: 'driver.d.ts' };

describe('readDriver', () => {
  const empty: [text: string, message: string][] = [
    ['', 'driver.d.ts declares no class, expected the classes of mongodb'],
    ['export declare interface A { a: 1 }', 'driver.d.ts declares no class, expected the classes of mongodb'],
    [
      'export declare class A { private a; }',
      'driver.d.ts declares no public member of a class, expected the classes of mongodb',
    ],
  ];
  for (const [text, message] of empty) {
    it(`accepts ${JSON.stringify(text)} as a package, but not as a driver`, () => {
      expect(() => readDriver(text, OPTIONS)).to.throw(CannotRunError, message);
      expect(readPackage(text, OPTIONS).unread).to.deep.equal([]);
    });
  }

  it('accepts a class with a member', () => {
    expect(readDriver('declare class A { a: 1 }', OPTIONS).driver.classes).to.have.length(1);
  });

  it('cannot run with a syntax error, and says where it is', () => {
    expect(() => readDriver('declare class A {\n  a(: string;\n}', OPTIONS)).to.throw(
      CannotRunError,
      /^driver\.d\.ts:2:5 is not valid TypeScript: /,
    );
  });

  it('reads imports', () => {
    const { imports } = readText(`
      import { A } from 'a';
      import type { B as B_2 } from 'b';
      import { type C } from 'c';
      import type * as d from 'd';
      import E, { F } from 'e';
      import g = require('g');
      import 'h';
    `);
    expect(Object.fromEntries(imports)).to.deep.equal({
      A: { module: 'a', name: 'A', typeOnly: false },
      B_2: { module: 'b', name: 'B', typeOnly: true },
      C: { module: 'c', name: 'C', typeOnly: true },
      d: { module: 'd', name: '*', typeOnly: true },
      E: { module: 'e', name: 'default', typeOnly: false },
      F: { module: 'e', name: 'F', typeOnly: false },
      g: { module: 'g', name: '*', typeOnly: false },
    });
  });

  it('reads exports in source order, each with its kind', () => {
    const driver = readText(`
      import { Binary } from 'bson';
      export { Binary }
      export declare class A { a: 1 }
      declare class Inner { a: 1 }
      export { Inner as Outer, Hidden }
      declare interface Hidden { a: 1 }
      export declare type T = string;
      export declare const C: 1, D: 2;
      export declare function f(): void;
      export declare enum E { a }
      export declare namespace N { }
      export { X } from 'x';
      export * as ns from 'y';
      export * from 'z';
      export default A;
      declare class Local { a: 1 }
    `);
    expect(driver.exports.map(({ name, kind }) => `${name} ${kind}`)).to.deep.equal([
      'Binary re-export',
      'A class',
      'Outer class',
      'Hidden interface',
      'T alias',
      'C const',
      'D const',
      'f function',
      'E enum',
      'N namespace',
      'X re-export',
      'ns re-export',
      '* re-export',
      'default class',
    ]);
    expect(driver.classes.map(({ name, exported }) => `${name} ${exported}`)).to.deep.equal([
      'A true',
      'Inner true',
      'Local false',
    ]);
    expect(typeOf(driver, 'Hidden').exported).to.equal(true);
    expect(driver.exports[0]?.place.line).to.equal(3);
  });

  it('reads `export default class`', () => {
    const driver = readText('export default class A { a: 1 }');
    expect(driver.exports.map(({ name, kind }) => `${name} ${kind}`)).to.deep.equal(['default class']);
    expect(driver.classes[0]).to.include({ name: 'A', exported: true });
  });

  it('merges the declarations of one interface', () => {
    const type = typeOf(
      readText(`
        declare interface A<T> extends B, C { a: 1; m(): 1 }
        export declare interface A<T> extends C, D { b: 2; m(a: string): 2 }
      `),
      'A',
    );
    expect(type.extends.map((each) => each.text)).to.deep.equal(['B', 'C', 'D']);
    expect(type.members.map((each) => ('name' in each ? each.name : each.kind))).to.deep.equal(['a', 'm', 'b']);
    const method = type.members[1];
    expect(method?.kind === 'method' && method.overloads.map((each) => each.text)).to.deep.equal([
      '(): 1',
      '(a: string): 2',
    ]);
  });

  it('reads the members of an interface', () => {
    const { members } = typeOf(
      readText(`declare interface A {
        readonly a?: string;
        [AbstractCursor.CLOSE](): void;
        'quoted-key': 1;
        optional?(): void;
        <T>(call: T): T;
        new (): A;
        [key: string]: any;
        get b(): 1; set b(v: 1);
      }`),
      'A',
    );
    expect(members.map((each) => `${each.kind} ${'name' in each ? each.name : ''}`.trim())).to.deep.equal([
      'property a',
      'method [AbstractCursor.CLOSE]',
      'property quoted-key',
      'method optional',
      'call',
      'construct',
      'index',
      'property b',
    ]);
    expect(members[0]).to.include({ optional: true, readonly: true });
    expect(members[3]).to.include({ optional: true });
    expect(members[7]).to.include({ readonly: false });
  });

  it('reads constants by their type or their literal', () => {
    const { constants } = readText(
      'export declare const A: readonly ["a"];\n/** @deprecated x */\ndeclare const B = 16, C = -1;',
    );
    expect(
      constants.map(({ name, exported, type, docs }) => [name, exported, type.text, docs.deprecated]),
    ).to.deep.equal([
      ['A', true, 'readonly ["a"]', undefined],
      ['B', false, '16', 'x'],
      ['C', false, '-1', 'x'],
    ]);
  });
});
