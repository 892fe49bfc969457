import { expect } from 'chai';

import { parseSignature, parseType } from '../../../codegen/driver/read/read-driver.js';
import { canonicalSignature, functionType } from '../../../codegen/model/types/signature.js';

describe('canonicalSignature', () => {
  const same: [string, string][] = [
    ['(a: A, b?: B): void', '(first: A, second?: B): void'],
    ['<T extends A>(a: T): T', '<Other extends A>(b: Other): Other'],
    ['<T, U = T>(a: U[]): (b: T) => U', '<X, Y = X>(c: Array<Y>): (d: X) => Y'],
    ['(this: A, ...b: B[]): void', '(this: A, ...c: B[]): void'],
    ['(a: unknown): a is A', '(b: unknown): b is A'],
  ];
  for (const [one, other] of same) {
    it(`is one for ${one} and ${other}`, () => {
      expect(canonicalSignature(parseSignature(one))).to.equal(canonicalSignature(parseSignature(other)));
    });
  }

  const different: [string, string][] = [
    ['(a: A): void', '(a?: A): void'],
    ['(a: A[]): void', '(...a: A[]): void'],
    ['<T>(a: T): T', '(a: T): T'],
    ['<T, U>(a: T): U', '<T, U>(a: U): T'],
    ['<T extends A>(): T', '<T>(): T'],
    ['(): A', '(): B'],
  ];
  for (const [one, other] of different) {
    it(`tells ${one} from ${other}`, () => {
      expect(canonicalSignature(parseSignature(one))).to.not.equal(canonicalSignature(parseSignature(other)));
    });
  }
});

describe('functionType', () => {
  for (const text of ['(a: A, b?: B, ...c: C[]): Promise<D>', '<T extends A = B>(a: T): <U>(b: U) => T', '(): void']) {
    it(`is what the reader makes of ${text}`, () => {
      const made = functionType(parseSignature(text));
      const read = parseType(made.text);
      expect(made.text).to.equal(text.replace(/\): (?=\S+$|<U>)/, ') => '));
      expect(made.canonical).to.equal(read.canonical);
      expect(made.names).to.deep.equal(read.names);
    });
  }
});
