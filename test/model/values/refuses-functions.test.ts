import { expect } from 'chai';

import { parseSignature, readDriver } from '../../../codegen/driver/read/read-driver.js';
import { refusesFunctions } from '../../../codegen/model/values/refuses-functions.js';

const { driver } = readDriver(
  `import type { SerializeOptions } from 'bson';
export declare interface Document { [key: string]: any }
export declare interface Options { session?: string; limit?: number }
export declare interface Serialized extends Omit<SerializeOptions, 'index'> { limit?: number }
export declare interface Operators extends Document { $and?: string[] }
export declare type Filter<T> = { [P in keyof T]?: T[P] } & Operators;
export declare type Alias = Omit<Options, 'session'> & { explain: true };
export declare class A { run(): Promise<void> }`,
  { package: 'mongodb', version: '1.2.3', file: 'driver.d.ts' },
);

function refuses(type: string, generics = ''): boolean {
  const { parameters, typeParameters } = parseSignature(`${generics}(of: ${type}): void`);
  const [parameter] = parameters;
  if (parameter === undefined) throw new Error('no parameter');
  return refusesFunctions(driver, parameter.type, typeParameters);
}

describe('refusesFunctions', () => {
  for (const type of ['Options', 'Alias', 'Serialized', "Omit<Options, 'limit'>", 'Options & { explain: true }']) {
    it(`${type} does`, () => expect(refuses(type)).to.equal(true));
  }

  for (const type of ['Document', 'Operators', 'Filter<Options>', 'any', 'unknown', 'object', '{}', '() => void']) {
    it(`${type} does not`, () => expect(refuses(type)).to.equal(false));
  }

  it('a type parameter does not', () => {
    expect(refuses('T', '<T>')).to.equal(false);
    expect(refuses('T & Options', '<T>')).to.equal(false);
  });
});
