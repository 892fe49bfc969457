import { expect } from 'chai';

import { isSeen } from '../../../codegen/drift/compare/public-names.js';
import { readText } from '../support/case.js';

describe('isSeen', () => {
  it('follows the names in exported declarations, and what their subclasses see', () => {
    const driver = readText(`
      export declare class A { a: B; protected d: D; protected constructor(e: E) }
      declare interface B { c: C } declare interface C {} declare interface D {} declare interface E {}
      declare interface Hidden {}`);
    expect(['A', 'B', 'C', 'D', 'E', 'Hidden'].filter((name) => isSeen(driver, name))).to.deep.equal([
      'A',
      'B',
      'C',
      'D',
      'E',
    ]);
  });

  it('accepts a declaration that names more types than a call can have arguments', () => {
    const driver = readText(`export declare interface A { a: [${'B, '.repeat(200_000)}B] } declare interface B {}`);
    expect(isSeen(driver, 'B')).to.equal(true);
  });
});
