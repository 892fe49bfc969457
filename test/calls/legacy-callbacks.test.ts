import { createRequire } from 'node:module';
import { inspect } from 'node:util';

import { expect } from 'chai';

import { inProject } from '../support/project-root.js';
import { Fakes } from './fakes.js';
import { WrapperModule } from './framework.js';
import { Inventory } from './inventory.js';

type Make = (base: unknown) => { readonly prototype: object };
type Method = (this: object, ...args: unknown[]) => unknown;

const require = createRequire(import.meta.url);
const inventory = await Inventory.read();
const fakes = new Fakes(inventory);
const module = await WrapperModule.load('callback');
const failure = new Error('of the driver');

/** The classes of mongodb-legacy, each on a driver whose methods fail, since only the way they call back matters. */
const legacy = ['admin', 'bulk', 'change_stream', 'collection', 'cursors', 'db', 'gridfs', 'mongo_client', 'session']
  .map((name): unknown => require(inProject('node_modules/mongodb-legacy/src/legacy_wrappers', `${name}.js`)))
  .flatMap((makers) => Object.entries(makers as Record<string, Make>))
  .filter(([name]) => name.startsWith('makeLegacy'))
  .map(([name, make]) => ({ className: name.slice('makeLegacy'.length), prototype: make(failingBase()).prototype }));

function failingBase(): unknown {
  const base = function () {};
  base.prototype = new Proxy({}, { get: () => () => Promise.reject(failure) });
  return base;
}

/** The methods that take a callback, and how many arguments may precede it. */
const methods = legacy.flatMap(({ className, prototype }) =>
  Object.entries(Object.getOwnPropertyDescriptors(prototype) as Record<string, TypedPropertyDescriptor<Method>>)
    .filter(([, { value }]) => /^[^{]*\bcallback\)/.test(String(value)))
    .map(([name, { value }]) => ({ className, name, prototype, before: (value as Method).length - 1 })),
);

/** The arguments of each call of a callback. */
async function calledBack(receiver: object, name: string, before: readonly unknown[]): Promise<unknown[][]> {
  const calls: unknown[][] = [];
  const method = Reflect.get(receiver, name) as Method;
  const returned = method.call(receiver, ...before, (...args: unknown[]) => calls.push(args));
  if (returned instanceof Promise) returned.catch(() => {});
  await new Promise(setImmediate);
  return calls;
}

describe('motorized/callback beside mongodb-legacy', () => {
  it('has been compared for a number of methods', () => {
    expect(legacy).to.have.lengthOf(14);
    expect(methods).to.have.lengthOf(METHODS);
    const gone = methods.filter(({ className, name }) => !(name in module.class(className).prototype));
    expect(gone.map(({ className, name }) => `${className}.${name}`)).to.deep.equal(GONE);
  });

  for (const { className, name, prototype, before } of methods) {
    if (!(name in module.class(className).prototype)) continue;
    it(`calls back from ${className}.${name} wherever mongodb-legacy does`, async () => {
      const places = Array.from({ length: before + 1 }, (_, count) => count);
      const given = [{}, undefined, null, 'text'];
      for (const count of places) {
        for (const value of given) {
          const values = Array.from({ length: count }, () => value);
          const theirs = await calledBack(Object.create(prototype) as object, name, values);
          const { fake } = fakes.make(className, () => Promise.reject(failure));
          const ours = await calledBack(module.wrap(className, fake), name, values);
          if (theirs.length > 0) expect(ours, `${count} times ${inspect(value)}`).to.deep.equal(theirs);
        }
      }
    });
  }
});

/** What driver 7 no longer has. */
const GONE: readonly string[] = [];

const METHODS = 90;
