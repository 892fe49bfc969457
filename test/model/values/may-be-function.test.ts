import { expect } from 'chai';

import { parseSignature, readDriver } from '../../../codegen/driver/read/read-driver.js';
import { mayBeFunction } from '../../../codegen/model/values/may-be-function.js';

const { driver } = readDriver(
  `export declare interface Hook { (name: string): void }
export declare interface Inherits extends Hook {}
export declare interface Plain { name: string }
export declare type Alias = Hook | string;
export declare type Level = (typeof Level)[keyof typeof Level];
export declare const Level: Readonly<{ readonly off: 'off'; readonly all: 'all' }>;
export declare const Hooks: { readonly own: Hook };
export declare type WithId<T> = T extends { _id: any } ? T : Omit<T, '_id'> & { _id?: string };
export declare type Mapped = { [K in 'a' | 'b']?: string } & {};
export declare class A { run(): Promise<void> }`,
  { package: 'mongodb', version: '1.2.3', file: 'driver.d.ts' },
);

function isOne(type: string, generics = ''): boolean {
  const { parameters, typeParameters } = parseSignature(`${generics}(of: ${type}): void`);
  const [parameter] = parameters;
  if (parameter === undefined) throw new Error('no parameter');
  return mayBeFunction(driver, parameter.type, typeParameters);
}

describe('mayBeFunction', () => {
  for (const type of [
    '() => void',
    '(() => void) | string',
    'new () => object',
    'Function',
    'Hook',
    'Inherits',
    'Alias',
    '{ (): void }',
    'any',
    'unknown',
    'object',
    '{}',
    "Plain['name']",
    'string extends string ? Hook : never',
    'string extends infer U ? U : never',
    '(typeof Hooks)[keyof typeof Hooks]',
  ]) {
    it(`${type} may be one`, () => expect(isOne(type)).to.equal(true));
  }

  for (const type of [
    'string',
    'Plain',
    'Mapped',
    'Level',
    'WithId<Plain>',
    'Plain & {}',
    'A',
    'string[]',
    '`a-${string}`',
    '{ name: string }',
  ]) {
    it(`${type} is not one`, () => expect(isOne(type)).to.equal(false));
  }

  it('uses the constraint of a type parameter, and assumes that anything may be one without', () => {
    expect(isOne('T', '<T>')).to.equal(true);
    expect(isOne('T', '<T extends Plain>')).to.equal(false);
    expect(isOne('T', '<T extends U, U extends () => void>')).to.equal(true);
    expect(isOne('WithId<T>', '<T extends Plain>')).to.equal(false);
    expect(isOne('WithId<T>', '<T>')).to.equal(true);
  });
});
