import { expect } from 'chai';

import { ancestors } from '../../codegen/model/lookup.js';
import { Fakes } from './fakes.js';
import { WrapperModule } from './framework.js';
import { Inventory } from './inventory.js';

const inventory = await Inventory.read();
const fakes = new Fakes(inventory);
const modules = await Promise.all(['promise', 'callback', 'rxjs'].map((name) => WrapperModule.load(name)));
const names = inventory.classes.map((declared) => declared.name);

/** Whether objects of one class are also instances of another. */
const isOf = (name: string, of: string): boolean => name === of || ancestors(inventory.driver, name).includes(of);

/** Values that are not objects of the driver. */
const ODD: readonly unknown[] = [
  undefined,
  null,
  '',
  5,
  true,
  5n,
  Symbol('odd'),
  {},
  [],
  () => {},
  new Map(),
  Object.create(null),
];

describe('wrap', () => {
  for (const module of modules) {
    for (const name of names) {
      const wrap = (value: unknown): unknown => module.class(name).wrap(value as object);
      const refuses = (value: unknown, what: string): void => {
        const text = new RegExp(`^${name}.wrap: expected the driver's ${name}, found `);
        expect(() => wrap(value), what)
          .to.throw(TypeError)
          .with.property('message')
          .that.matches(text);
      };

      it(`of ${name} in motorized/${module.name} takes objects of its class and no others, known or not`, () => {
        for (const other of names) {
          const { fake } = fakes.make(other);
          const check = (what: string): unknown =>
            isOf(other, name) ? expect(wrap(fake)).to.have.property('delegate', fake) : refuses(fake, what);
          check(other);
          module.wrap(other, fake);
          check(`${other}, which has a wrapper`);
        }
        for (const value of ODD) refuses(value, typeof value);
      });

      it(`of ${name} in motorized/${module.name} takes no wrappers, of any framework`, () => {
        for (const from of modules)
          for (const other of names) refuses(from.wrap(other, fakes.make(other).fake), `${other} of ${from.name}`);
      });
    }
  }
});
