import { expect } from 'chai';
import * as mongodb from 'mongodb';

import type { DriverClass, DriverMethod, DriverProperty } from '../../codegen/model/driver.js';
import type { Signature } from '../../codegen/model/types/type-text.js';
import { type Argument, Arguments, type Handing } from './arguments.js';
import { Fakes, keyOf } from './fakes.js';
import { type Wrapper, WrapperModule } from './framework.js';
import { Inventory, isAsync, titleOf } from './inventory.js';
import { type Result, Results } from './results.js';

const inventory = await Inventory.read();
const fakes = new Fakes(inventory);

/** The eager frameworks: a call goes to the driver at once, and returns a promise if there is no callback. */
const EAGER: readonly string[] = ['promise', 'callback'];

/** How arguments are passed: all of them, wrapped or not, or only the required ones. */
const HANDINGS: readonly Handing[] = ['wrapped', 'raw', 'none'];

describe('the declarations that the calls are generated from', () => {
  const members = inventory.classes.flatMap((each) => each.members);
  const methods = members.filter((member) => member.kind === 'method');

  it('cover all 22 classes', () => {
    expect(inventory.classes).to.have.length(22);
    expect(methods).to.have.length(201);
    const signatures = methods.flatMap((method) => method.overloads);
    expect(signatures).to.have.length(250);
    expect(signatures.filter(isAsync)).to.have.length(139);
    const properties = members.filter((member) => member.kind === 'property');
    expect(properties.filter((each) => each.static && !each.accessor)).to.have.length(17);
    expect(properties.filter((each) => each.accessor)).to.have.length(42);
    expect(properties.filter((each) => !each.static && !each.accessor)).to.have.length(43);
  });

  it('contain driver objects exactly where they were found by hand', () => {
    const types = inventory.driver.types.filter((each) => each.exported && each.name.endsWith('Options'));
    const holding = types.flatMap(({ name }) => {
      const names = [{ name, start: 0, end: name.length, value: false }];
      const holds = inventory.holdsOf({
        text: name,
        canonical: name,
        names,
        shape: { kind: 'reference', name, arguments: [] },
      });
      return holds.map((hold) => `${hold.path.join('.')}: ${hold.class}`);
    });
    const count = (of: string): number => holding.filter((each) => each === of).length;
    expect(count('session: ClientSession')).to.equal(43);
    expect(count('keyVaultClient: MongoClient')).to.equal(2);
    // In MongoClientOptions, and in the MongoOptions that a client returns.
    expect(count('autoEncryption.keyVaultClient: MongoClient')).to.equal(2);
    expect(count('defaultTransactionOptions.session: ClientSession')).to.equal(1);
    expect(new Set(holding)).to.have.property('size', 4);
  });
});

for (const framework of EAGER) {
  const module = await WrapperModule.load(framework);
  const args = new Arguments(fakes, module);
  const results = new Results(fakes, module);

  describe(`motorized/${framework}`, () => {
    for (const declared of inventory.classes) {
      describe(declared.name, () => {
        for (const member of inventory.methodsOf(declared)) {
          if (member.static || member.symbol) continue;
          for (const signature of member.overloads) {
            it(`${titleOf(member, signature)} calls the driver's`, () => callsTheDrivers(declared, member, signature));
          }
        }
        for (const member of inventory.propertiesOf(declared)) {
          if (!member.static) it(`${member.name} is the driver's`, () => isTheDrivers(declared, member));
        }
        itHasProtocolAndStatics(declared);
      });
    }
  });

  async function callsTheDrivers(declared: DriverClass, member: DriverMethod, signature: Signature): Promise<void> {
    const all = signature.parameters.filter((each) => each.name !== 'this');
    const required = all.findLastIndex((each) => !each.optional && !each.rest) + 1;
    const most = Math.max(...member.overloads.map((each) => each.parameters.length));
    for (const [at] of resultsOf(declared, signature).entries()) {
      for (const handing of HANDINGS) {
        for (const count of new Set([required, all.length])) {
          await call(declared, member, signature, { at, given: args.of(signature, count, handing), most });
        }
      }
    }
  }

  function resultsOf(declared: DriverClass, signature: Signature, self = selfOf(declared)): Result[] {
    const { shape } = signature.returns;
    return results.of(shape.kind === 'promise' ? shape.of.type : signature.returns, self);
  }

  function selfOf(declared: DriverClass): { fake: object; wrapper: Wrapper } {
    const { fake } = fakes.make(declared.name);
    return { fake, wrapper: module.wrap(declared.name, fake) };
  }

  async function call(
    declared: DriverClass,
    member: DriverMethod,
    signature: Signature,
    { at, given, most }: { readonly at: number; readonly given: readonly Argument[]; readonly most: number },
  ): Promise<void> {
    const { fake, calls } = fakes.make(declared.name, () => answer);
    const wrapper = module.wrap(declared.name, fake);
    const result = resultsOf(declared, signature, { fake, wrapper })[at];
    if (result === undefined) throw new Error(`no result ${at}`);
    const answer = isAsync(signature) ? Promise.resolve(result.raw) : result.raw;

    const method = wrapper[member.name] as (...values: unknown[]) => unknown;
    const got = method.apply(
      wrapper,
      given.map((each) => each.given),
    );

    expect(calls, 'calls').to.have.length(1);
    const [{ member: name, self, args: arrived } = { member: '', self: undefined, args: [] }] = calls;
    expect(name).to.equal(member.name);
    expect(self === fake, "`this` is the driver's object").to.equal(true);
    expect(arrived.length, 'arguments').to.be.within(given.length, Math.max(most, given.length));
    expect(
      arrived.slice(given.length).every((each) => each === undefined),
      'what is not given',
    ).to.equal(true);
    for (const [position, argument] of given.entries()) await argument.check(arrived[position]);
    if (!isAsync(signature)) return checkValue(signature, result, got);
    if (result.asIs) expect(got === answer, "the driver's own promise").to.equal(true);
    expect(got).to.be.an.instanceOf(Promise);
    result.check(await got);
  }

  /** What the driver returns from a `void` method does not matter. */
  function checkValue(signature: Signature, result: Result, got: unknown): void {
    if (signature.returns.text === 'void') expect(got).to.equal(undefined);
    else result.check(got);
  }

  function isTheDrivers(declared: DriverClass, member: DriverProperty): void {
    const { fake, calls } = fakes.make(declared.name, () => raw);
    let raw: unknown;
    const wrapper = module.wrap(declared.name, fake);
    const key = keyOf(member.name);
    const possible = results.of(member.type, { fake, wrapper });
    for (const result of [...possible, ...(member.optional ? results.of(UNDEFINED, { fake, wrapper }) : [])]) {
      raw = result.raw;
      calls.length = 0;
      const got = wrapper[key];
      expect(calls.map((each) => ({ ...each, self: each.self === fake }))).to.deep.equal([
        { member: key, self: true, args: [] },
      ]);
      // Options that contain a driver object are returned as the driver has them.
      if (got !== raw || !result.asIs) result.check(got);
    }
    if (member.readonly) {
      expect(() => Reflect.set(wrapper, key, {}, wrapper)).not.to.throw();
      expect(Reflect.set(wrapper, key, {}, wrapper), 'it cannot be set').to.equal(false);
      return;
    }
    for (const handing of ['wrapped', 'raw'] as const) {
      const { given, check } = settable(member, handing);
      calls.length = 0;
      wrapper[key] = given;
      expect(calls.map(({ self, args }) => [self === fake, args.length])).to.deep.equal([[true, 1]]);
      check(calls[0]?.args[0]);
    }
  }

  /** An assigned value is unwrapped if it is a driver object itself. Options are the driver's own. */
  function settable(member: DriverProperty, handing: Handing): Pick<Argument, 'given' | 'check'> {
    const isObject = inventory.holdsOf(member.type).some((hold) => hold.path.length === 0);
    return args.value(member.name, member.type, isObject ? handing : 'none');
  }

  function itHasProtocolAndStatics(declared: DriverClass): void {
    for (const member of inventory.methodsOf(declared).filter((each) => each.symbol)) {
      it(`${member.name} is the driver's, on its object`, () => {
        const { fake, calls } = fakes.make(declared.name, () => answer);
        const answer = { result: 'of the driver' };
        const wrapper = module.wrap(declared.name, fake);
        const got = (wrapper[keyOf(member.name)] as () => unknown)();
        expect(got === answer, 'what the driver gives').to.equal(true);
        expect(calls.map((each) => each.member)).to.deep.equal([keyOf(member.name)]);
        expect(isOrStandsFor(calls[0]?.self, fake), '`this`').to.equal(true);
      });

      it(`${member.name} goes through members that users have overridden`, () => {
        const { fake, calls } = fakes.make(declared.name);
        const wrapper = module.wrap(declared.name, fake);
        const names = inventory.throughOf(declared.name, member.name);
        expect(names).not.to.deep.equal([]);
        for (const name of names) wrapper[name] = (...values: unknown[]) => [name, ...values];
        (wrapper[keyOf(member.name)] as () => unknown)();
        const self = calls[0]?.self as Record<string, (...args: unknown[]) => unknown>;
        expect(isOrStandsFor(self, fake), '`this`').to.equal(true);
        for (const name of names) expect(self[name]?.('a', 'b')).to.deep.equal([name, 'a', 'b']);
      });
    }
    const constants = inventory.propertiesOf(declared).filter((each) => each.static);
    for (const member of constants.filter((each) => !each.accessor)) {
      it(`static ${member.name} is the driver's`, () => {
        const driverClass: unknown = Reflect.get(mongodb, declared.name);
        const value: unknown = Reflect.get(driverClass as object, member.name);
        expect(value).not.to.equal(undefined);
        expect(Reflect.get(module.class(declared.name), member.name)).to.equal(value);
      });
    }
    for (const member of constants.filter((each) => each.accessor)) {
      it(`static ${member.name} reads the driver's value on each read`, () => {
        const driverClass = Reflect.get(mongodb, declared.name) as object;
        const own = Object.getOwnPropertyDescriptor(driverClass, member.name);
        const marker = {};
        Object.defineProperty(driverClass, member.name, { configurable: true, get: () => marker });
        try {
          expect(Reflect.get(module.class(declared.name), member.name)).to.equal(marker);
        } finally {
          Object.defineProperty(driverClass, member.name, own ?? {});
        }
      });
    }
  }

  describe(`motorized/${framework}, static methods`, () => {
    it('are just MongoClient.connect', () => {
      const statics = inventory.classes.flatMap((each) => inventory.methodsOf(each).filter((member) => member.static));
      expect(statics.map((member) => member.name)).to.deep.equal(['connect']);
    });

    it('MongoClient.connect constructs the class that it is called on, and connects it', async () => {
      const MongoClient = module.class('MongoClient') as unknown as typeof mongodb.MongoClient;
      const seen: unknown[] = [];
      class Sub extends MongoClient {
        override connect(): Promise<this> {
          seen.push(this);
          return Promise.resolve(this);
        }
      }
      const client = await Sub.connect('mongodb://localhost:1/', { appName: 'test' });
      expect(client).to.be.an.instanceOf(Sub);
      expect(seen).to.have.length(1);
      expect(seen[0] === client).to.equal(true);
      expect(client.options.appName).to.equal('test');
    });

    it('MongoClient.connect rejects if the constructor throws', async () => {
      const MongoClient = module.class('MongoClient') as unknown as typeof mongodb.MongoClient;
      const error: unknown = await MongoClient.connect('no url').catch((reason: unknown) => reason);
      expect(error).to.have.property('name', 'MongoParseError');
    });
  });
}

/** The driver's object, or a view of it: a value written to one shows in the other. */
function isOrStandsFor(self: unknown, fake: object): boolean {
  const written = Symbol('written');
  Object.assign(self as object, { [written]: true });
  return (fake as Record<symbol, unknown>)[written] === true;
}

const UNDEFINED = {
  text: 'undefined',
  canonical: 'undefined',
  names: [],
  shape: { kind: 'literal', value: 'undefined', of: 'undefined' },
} as const;
