import { expect } from 'chai';

import { parseType } from '../../../codegen/driver/read/read-driver.js';
import type { Driver } from '../../../codegen/model/driver.js';
import { effectiveFields } from '../../../codegen/model/fields/effective-fields.js';
import type { FieldSet } from '../../../codegen/model/fields/field-set.js';
import { optionTypeProblems } from '../../../codegen/model/fields/unresolved-names.js';
import { readText } from '../../support/read-text.js';

const DECLARATIONS = `
  import { Document } from 'bson';
  import type { ConnectionOptions as ConnectionOptions_2 } from 'tls';
  import type * as os from 'os';

  export declare interface Base { session?: Session; readonly shared: string }
  export declare interface Derived extends Base { own: number; shared: 'narrow' }
  export declare interface Two extends Base, Other { two: 2 }
  export declare interface Other { other: 1; session: null }
  export declare interface Generic<T, U = T> { value: T; list?: U[]; on(event: T): U }
  export declare type Alias<T> = Generic<T> & { extra: T };
  export declare type Keys = 'own' | Names;
  export declare type Names = (typeof LIST)[number];
  export declare const LIST: readonly ['shared', 'session'];
  export declare const Modes: Readonly<{ readonly a: 'own'; readonly b: 'shared' }>;
  export declare type Mode = (typeof Modes)[keyof typeof Modes];
  export declare interface Open { a: 1; [key: string]: any }
  export declare interface OpenBase extends Document { a: 1 }
  export declare interface Foreign extends ConnectionOptions_2 { a: 1 }
  export declare class Session { static s: 1; id: 1; end(): void; get mode(): Mode }
  export declare class Sub extends Session { sub: 1 }
  export declare type Loop = { a: 1 } & Loop;
  export declare interface Events { [Session.CLOSE](): void }
  export declare class Emitter { static readonly CLOSE: 'close'; a: 1 }
  export declare interface EmitterEvents { [Emitter.CLOSE](a: 1): void; [Emitter.CLOSE2]: 1; other(): void; other(a: 1): void }
  export declare type Either = { a: 1 } | ({ b: 2; c?: 3 });
  export declare enum Level { a }
`;

/** The set as lines: `readonly name?: type`, then `open`, `opaque: ...`, `unresolved: ...`. */
function lines({ fields, open, opaque, unresolved }: FieldSet): string[] {
  return [
    ...[...fields.values()].map(
      ({ name, optional, readonly, type }) =>
        `${readonly ? 'readonly ' : ''}${name}${optional ? '?' : ''}: ${type.text}`,
    ),
    ...(open ? ['open'] : []),
    ...opaque.map((line) => `opaque: ${line}`),
    ...unresolved.map(({ name, at }) => `unresolved: ${name} in ${at}`),
  ];
}

describe('effectiveFields', () => {
  let driver: Driver;
  before(() => (driver = readText(DECLARATIONS)));

  const base = ['session?: Session', 'readonly shared: string'];
  const derived = ['own: number', "shared: 'narrow'", 'session?: Session'];
  const cases: [type: string, ...want: string[]][] = [
    ['Base', ...base],
    ['(Base)', ...base],
    ['Derived', ...derived],
    ['Two', 'two: 2', ...base, 'other: 1'],
    ["{ a: 1; readonly 'b-c'?: 2; m(a: A): B }", 'a: 1', 'readonly b-c?: 2', 'm: (a: A) => B'],
    ['Generic<string>', 'value: string', 'list?: string[]', 'on: (event: string) => string'],
    ['Generic<A | B, C>', 'value: A | B', 'list?: C[]', 'on: (event: A | B) => C'],
    ['Alias<A>', 'value: A', 'list?: A[]', 'on: (event: A) => A', 'extra: A'],
    // &
    ['Base & { own?: 1 }', ...base, 'own?: 1'],
    ['{ a?: 1 } & { readonly a: 2 }', 'a: 1 & 2'],
    ['{ a: 1 } & { a: 1 }', 'a: 1'],
    ['{ a: 1 | 2 } & { a: 3 }', 'a: (1 | 2) & 3'],
    // |
    ['Base | undefined | null | string', ...base],
    ['{ a: 1; b: 2 } | { readonly a: 3 }', 'readonly a: 1 | 3', 'b?: 2'],
    ['{ a: 1; b?: 2 } | { a: 1; b: 2 }', 'a: 1', 'b?: 2'],
    // Utilities
    ["Omit<Derived, 'own' | 'shared'>", 'session?: Session'],
    ["Pick<Derived, 'own'>", 'own: number'],
    ['Pick<Derived, Keys>', ...derived],
    ['Omit<Derived, Names>', 'own: number'],
    ['Pick<Derived, Mode>', 'own: number', "shared: 'narrow'"],
    ['Omit<Derived, keyof Base>', 'own: number'],
    ["Pick<Derived, Exclude<Keys, 'own'>>", "shared: 'narrow'", 'session?: Session'],
    ["Pick<Derived, Extract<keyof Derived, 'own' | 'x'>>", 'own: number'],
    ['Partial<Base>', 'session?: Session', 'readonly shared?: string'],
    ['Required<Base>', 'session: Session', 'readonly shared: string'],
    ['Readonly<{ a: 1 }>', 'readonly a: 1'],
    ["Exclude<Base, 'session'>", ...base],
    ['Exclude<Either, { a: 1 }>', 'b: 2', 'c?: 3'],
    ['Exclude<Base | { a: 1 }, Either>', ...base],
    ['NonNullable<Base | null>', ...base],
    ["Base['session']", 'id: 1', 'end: () => void', 'readonly mode: Mode'],
    // Classes
    ['Sub', 'sub: 1', 'id: 1', 'end: () => void', 'readonly mode: Mode'],
    // Open types
    ['Open', 'a: 1', 'open'],
    ['OpenBase', 'a: 1', 'open'],
    ['Record<string, any>', 'open'],
    ['Document', 'open'],
    ["Pick<Open, 'a'>", 'a: 1'],
    // Undeclared names
    ['Foreign', 'a: 1', "opaque: import('tls').ConnectionOptions"],
    ["Omit<Foreign, 'b' | 'a'>", "opaque: Omit<import('tls').ConnectionOptions, 'a' | 'b'>"],
    ["Pick<Foreign, 'a'>", 'a: 1'],
    ["Pick<Foreign, 'a' | 'ca'>", 'a: 1', "opaque: Pick<import('tls').ConnectionOptions, 'ca'>"],
    ['Partial<Foreign>', 'a?: 1', "opaque: Partial<import('tls').ConnectionOptions>"],
    ['Omit<Base, keyof ConnectionOptions_2>', ...base, "opaque: Omit<Base, keyof import('tls').ConnectionOptions>"],
    ["Record<'a', 1>", 'a: 1'],
    ['typeof os', "opaque: typeof import('os')"],
    ['Map<string, A>', 'opaque: Map<string, A>'],
    ['{ [K in A]: B } & { c: 1 }', 'c: 1', 'opaque: { [$0 in A]: B }'],
    ['Nowhere & { a: 1 }', 'a: 1', 'unresolved: Nowhere in Nowhere & { a: 1 }'],
    ["Omit<Nowhere, 'a'>", "unresolved: Nowhere in Omit<Nowhere, 'a'>"],
    // Not objects
    ['string'],
    ["'a' | 1 | undefined"],
    ['Base[]'],
    ['Promise<Base>'],
    ['() => Base'],
    ['keyof Base'],
    ['Keys'],
    ['Mode'],
    ['Level'],
    ['never'],
    // Recursion
    ['Loop', 'a: 1'],
    // Keys by value
    ['EmitterEvents', 'close: (a: 1) => void', '[Emitter.CLOSE2]: 1', 'other: (() => void) & ((a: 1) => void)'],
  ];
  for (const [type, ...want] of cases) {
    it(`of ${type}: ${want.join(', ') || 'none'}`, () => {
      expect(lines(effectiveFields(driver, parseType(type, driver.imports)))).to.deep.equal(want);
    });
  }

  it('counts a type parameter as one line', () => {
    expect(lines(effectiveFields(driver, parseType('T & { a: 1 }'), ['T']))).to.deep.equal(['a: 1', 'opaque: T']);
    expect(lines(effectiveFields(driver, parseType('Generic')))).to.deep.equal([
      'value: T',
      'list?: T[]',
      'on: (event: T) => T',
    ]);
  });

  it('records which type declares a field, and where', () => {
    const { fields } = effectiveFields(driver, parseType('Derived'));
    expect([...fields.values()].map(({ name, owner, place }) => `${name} ${owner} ${place.line}`)).to.deep.equal([
      'own Derived 7',
      'shared Derived 7',
      'session Base 6',
    ]);
  });

  it('returns the same set again without computing it', () => {
    expect(effectiveFields(driver, parseType('Derived'))).to.equal(effectiveFields(driver, parseType('Derived')));
  });
});

describe('optionTypeProblems', () => {
  it('finds nothing if every name is declared, imported or global', () => {
    const driver = readText(`
      import { A } from 'a';
      export declare interface B<T> extends A { b: T; c: Map<string, Buffer>; d: typeof E; f<U>(a: U): T; g: Level }
      declare const E: 1;
      export declare type Either = { a: 1 } | ({ b: 2; c?: 3 });
  export declare enum Level { a }
    `);
    expect(optionTypeProblems(driver)).to.deep.equal([]);
  });

  it('finds unresolved names once, in the types that an exported type refers to, with their places', () => {
    const driver = readText(`
      export declare interface A extends Hidden { a: 1 }
      export declare interface B extends Hidden { b?: Gone2 }
      declare interface Hidden extends Omit<Gone, 'x'> { c: 1 }
      declare interface Unused extends Gone3 { c: 1 }
      export declare type C = Pick<Gone4, 'a'>;
    `);
    const problems = optionTypeProblems(driver);
    expect(
      problems.map(({ rule, severity, subject, message, at }) => [rule, severity, subject, message, at?.line]),
    ).to.deep.equal([
      ['unresolved-name', 'error', 'Hidden', 'Hidden names Gone, which driver.d.ts neither declares nor imports', 4],
      ['unresolved-name', 'error', 'B', 'B names Gone2, which driver.d.ts neither declares nor imports', 3],
      ['unresolved-name', 'error', 'C', 'C names Gone4, which driver.d.ts neither declares nor imports', 6],
    ]);
  });

  it('finds a type that endlessly takes its fields from itself, with its place', () => {
    const driver = readText(`
      export declare type Growing<T> = { v: T } & Partial<Growing<T[]>>;
      export declare interface Wide<T> extends Picked<Wide<T[]>> { w: T }
      export declare type Picked<T> = Pick<T, 'w'>;
      export declare type Nested<T> = { v: T | Nested<Nested<T>> };
      export declare type Round = Trip;
      export declare type Trip = Round;
    `);
    expect(optionTypeProblems(driver).map(({ rule, subject, at }) => [rule, subject, at?.line])).to.deep.equal([
      ['endless-type', 'Growing', 2],
      ['endless-type', 'Wide', 3],
    ]);
  });
});
