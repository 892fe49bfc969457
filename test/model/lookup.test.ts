import { expect } from 'chai';

import {
  aliased,
  ancestors,
  directSubclasses,
  findByKey,
  findClass,
  findConstant,
  findMember,
  findType,
  isSubclass,
  subclasses,
} from '../../codegen/model/lookup.js';
import { classOf, readText } from '../support/read-text.js';

describe('lookup', () => {
  const driver = readText(`
    declare class A<T> extends B<T> { a: 1 }
    declare class B<T> extends C { a: 1 }
    declare class C extends Readable { a: 1 }
    declare class D { a: 1 }
    declare class Loop extends Loop2 { a: 1 }
    declare class Loop2 extends Loop { a: 1 }
    declare interface I { a: 1 }
    declare const K: 1;
  `);

  it('finds each kind of declaration by name, and nothing else', () => {
    expect(findClass(driver, 'A')?.name).to.equal('A');
    expect(findType(driver, 'I')?.name).to.equal('I');
    expect(findConstant(driver, 'K')?.name).to.equal('K');
    expect(findClass(driver, 'I')).to.equal(undefined);
    expect(findType(driver, 'toString')).to.equal(undefined);
  });

  it('gives the type that an alias stands for, with the type arguments of the reference', () => {
    const text = `
      type List<T, U = T> = (T | U)[];
      type Names = List<string>;
      interface I { a: 1 }
      declare class C { list: List<1, 2>; same: List<1>; names: Names; array: string[]; i: I; c: C; foreign: Map<1, 2> }
    `;
    const aliases = readText(text);
    const stands = classOf(aliases, 'C').members.flatMap((each) => {
      const found = each.kind === 'property' ? aliased(aliases, each.type) : undefined;
      return found === undefined ? [] : [`${each.name}: ${found.text}`];
    });
    expect(stands).to.deep.equal(['list: (1 | 2)[]', 'same: (1 | 1)[]', 'names: List<string>']);
  });

  it('lists ancestors, nearest first, up to a foreign one', () => {
    expect(ancestors(driver, 'A')).to.deep.equal(['B', 'C', 'Readable']);
    expect(ancestors(driver, 'D')).to.deep.equal([]);
    expect(ancestors(driver, 'Missing')).to.deep.equal([]);
  });

  it('stops at a class that extends itself', () => {
    expect(ancestors(driver, 'Loop')).to.deep.equal(['Loop2', 'Loop']);
  });

  it('lists each subclass once, nearest first', () => {
    expect(directSubclasses(driver, 'C').map((each) => each.name)).to.deep.equal(['B']);
    expect([...subclasses(driver, 'C')].map((each) => each.name)).to.deep.equal(['B', 'A']);
    expect([...subclasses(driver, 'Loop')].map((each) => each.name)).to.deep.equal(['Loop2', 'Loop']);
    expect([...subclasses(driver, 'Missing')]).to.deep.equal([]);
  });

  it('finds members that a class declares itself, static ones separately', () => {
    const declared = classOf(readText('declare class A { static a: 1; b(): void }'), 'A');
    expect(findMember(declared, { name: 'a', static: true })?.name).to.equal('a');
    expect(findMember(declared, { name: 'a', static: false })).to.equal(undefined);
    expect(findByKey(declared, 'static a')?.name).to.equal('a');
    expect(findByKey(declared, 'b')?.name).to.equal('b');
  });

  it('tells subclasses', () => {
    expect(isSubclass(driver, 'A', 'A')).to.equal(true);
    expect(isSubclass(driver, 'A', 'C')).to.equal(true);
    expect(isSubclass(driver, 'C', 'A')).to.equal(false);
  });
});
