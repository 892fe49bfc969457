import { expect } from 'chai';

import type { DriverClass, DriverMethod } from '../../codegen/model/driver.js';
import type { Signature } from '../../codegen/model/types/type-text.js';
import { type Argument, Arguments } from './arguments.js';
import { type Call, Fakes } from './fakes.js';
import { WrapperModule } from './framework.js';
import { Inventory, isAsync, titleOf } from './inventory.js';
import { type Result, Results } from './results.js';

const inventory = await Inventory.read();
const fakes = new Fakes(inventory);
const module = await WrapperModule.load('callback');
const args = new Arguments(fakes, module);
const results = new Results(fakes, module);

/** What the driver does when it is called. */
type Outcome = () => unknown;

/** The outcome of a call with a callback. */
interface Settled {
  readonly driverCalls: readonly Call[];
  /** The arguments of each call of the callback. */
  readonly calledBack: readonly (readonly unknown[])[];
  readonly returned: unknown;
  readonly wasSynchronous: boolean;
}

/** A callback after `count` arguments, or after all of them, and the result to expect. */
interface Kind {
  readonly count?: number;
  readonly at: number;
  readonly withUndefined: boolean;
}

const EVERYTHING: Kind = { at: 0, withUndefined: false };

/** A callback in a place, after these arguments. */
interface Form {
  readonly declared: DriverClass;
  readonly member: DriverMethod;
  readonly given: readonly Argument[];
  readonly result: Result;
  readonly fake: object;
  readonly calls: Call[];
  readonly answerWith: (outcome: Outcome) => void;
}

describe('motorized/callback, with a callback', () => {
  let forms = 0;

  for (const declared of inventory.classes) {
    const methods = inventory.methodsOf(declared).filter((each) => !each.static && !each.symbol);
    for (const member of methods) {
      for (const signature of member.overloads.filter(isAsync)) {
        it(`${declared.name}.${titleOf(member, signature)}`, async () => {
          await promises(() => formOf(declared, member, signature, EVERYTHING));
          const isLongest = member.overloads.every((each) => each.parameters.length <= signature.parameters.length);
          for (const more of isLongest ? [[{}], [undefined], [null, 5]] : [])
            await callsBackBehind(formOf(declared, member, signature, EVERYTHING), more);
          for (const count of positionsOf(signature)) {
            for (const [at] of resultsOf(signature).entries()) {
              for (const withUndefined of [false, true]) {
                forms++;
                await callsBack(() => formOf(declared, member, signature, { count, at, withUndefined }));
              }
            }
          }
        });
      }
    }
  }

  it("calls back with the driver's error if the callback is in the place of a required argument", async () => {
    const left: string[] = [];
    let places = 0;
    for (const { declared, member, signature } of asyncSignatures()) {
      for (const [at, parameter] of signature.parameters.entries()) {
        if (parameter.optional || parameter.rest) continue;
        const title = `${declared.name}.${member.name}(${parameter.name})`;
        if (MAY_BE_FUNCTIONS.includes(title)) {
          left.push(title);
          continue;
        }
        places++;
        const form = formOf(declared, member, signature, { count: at, at: 0, withUndefined: false });
        const error = new Error('of the driver');
        const settled = await settle(form, () => Promise.reject(error));
        checkRejected(settled, error);
        const [{ args: arrived } = { args: [] }] = settled.driverCalls;
        expect(
          arrived.slice(at).every((each) => each === undefined),
          `${title}: what is left out`,
        ).to.equal(true);
        for (const [before, argument] of form.given.entries()) await argument.check(arrived[before]);
      }
    }
    expect([...new Set(left)].toSorted(), 'where the driver may take a function').to.deep.equal(MAY_BE_FUNCTIONS);
    expect(places).to.equal(133);
  });

  it('was tested in every place that a callback may have', () => {
    const signatures = asyncSignatures();
    const places = signatures.flatMap(({ signature }) => positionsOf(signature));
    expect(signatures).to.have.length(134);
    expect(places).to.have.length(PLACES);
    expect(forms).to.be.at.least(2 * PLACES);
  });
});

function asyncSignatures() {
  return inventory.classes.flatMap((declared) =>
    inventory
      .methodsOf(declared)
      .filter((each) => !each.static && !each.symbol)
      .flatMap((member) => member.overloads.filter(isAsync).map((signature) => ({ declared, member, signature }))),
  );
}

/** A callback that is `undefined` does not count. */
async function promises(form: () => Form): Promise<void> {
  const { declared, member, given, result, fake, answerWith } = form();
  answerWith(() => Promise.resolve(result.raw));
  const wrapper = module.wrap(declared.name, fake);
  const method = wrapper[member.name] as (...values: unknown[]) => unknown;
  const got = method.apply(wrapper, [...given.map((each) => each.given), undefined]);
  expect(got).to.be.an.instanceOf(Promise);
  result.check(await got);
}

describe("motorized/callback, with a user's function that calls back", () => {
  const executors = inventory.classes.flatMap((declared) =>
    inventory.methodsOf(declared).flatMap((member) =>
      member.overloads.flatMap((signature) =>
        signature.parameters.flatMap((parameter, at) => {
          const wraps = inventory.executorOf(parameter.type) ?? [];
          return wraps.some((each) => each !== undefined) ? [{ declared, member, signature, at, wraps }] : [];
        }),
      ),
    ),
  );

  it('has three cases: withSession, with and without options, and withTransaction', () => {
    expect(executors.map(({ declared, member }) => `${declared.name}.${member.name}`)).to.deep.equal([
      'ClientSession.withTransaction',
      'MongoClient.withSession',
      'MongoClient.withSession',
    ]);
  });

  for (const { declared, member, signature, at, wraps } of executors) {
    /** The function that the driver gets for one of the user's. */
    const handedOn = (user: unknown): ((...values: unknown[]) => Promise<unknown>) => {
      const form = formOf(declared, member, signature, EVERYTHING);
      form.answerWith(() => new Promise(() => {}));
      const wrapper = module.wrap(declared.name, form.fake);
      const given = form.given.map((each, position) => (position === at ? user : each.given));
      (wrapper[member.name] as (...values: unknown[]) => unknown).apply(wrapper, given);
      return form.calls[0]?.args[at] as (...values: unknown[]) => Promise<unknown>;
    };
    const [className = ''] = wraps;

    it(`${declared.name}.${titleOf(member, signature)} passes it a wrapper and a callback`, async () => {
      const { fake } = fakes.make(className);
      const seen: unknown[] = [];
      const fn = handedOn((value: unknown, done: (error: Error | null, result?: unknown) => void) => {
        seen.push(value);
        setImmediate(done, null, 'done');
        return 'a value that is ignored';
      });
      expect(await fn(fake)).to.equal('done');
      expect(seen.map((each) => each === module.wrap(className, fake))).to.deep.equal([true]);
    });

    it(`${declared.name}.${titleOf(member, signature)} fails as it does`, async () => {
      const error = new Error('of the user');
      const calledBack = handedOn((_: unknown, done: (reason: Error) => void) => done(error));
      const rejected = handedOn(async (_: unknown, done: unknown) => Promise.reject(done === undefined ? null : error));
      for (const fn of [calledBack, rejected]) {
        const reason: unknown = await fn(fakes.make(className).fake).catch((each: unknown) => each);
        expect(reason === error).to.equal(true);
      }
    });
  }
});

/** Required arguments that may be functions, according to the declarations. A function there is not a callback. */
const MAY_BE_FUNCTIONS: readonly string[] = [
  'AbstractCursor.forEach(iterator)',
  'ClientEncryption.encrypt(value)',
  'ClientSession.withTransaction(fn)',
  'MongoClient.withSession(executor)',
  'MongoClient.withSession(options)',
];

/** One for each asynchronous signature, and one more for each optional parameter. */
const PLACES = 195;

/** After how many arguments the callback may be: any number of optional ones may be left out before it. */
function positionsOf({ parameters }: Signature): number[] {
  const required = parameters.findLastIndex((each) => !each.optional) + 1;
  return Array.from({ length: parameters.length - required + 1 }, (_, left) => required + left);
}

function resultsOf({ returns }: Signature): readonly unknown[] {
  const wrapper = module.wrap('Db', fakes.make('Db').fake);
  return results.of(returns.shape.kind === 'promise' ? returns.shape.of.type : returns, { fake: {}, wrapper });
}

function formOf(
  declared: DriverClass,
  member: DriverMethod,
  signature: Signature,
  { count = signature.parameters.length, at, withUndefined }: Kind,
): Form {
  let outcome: Outcome = () => undefined;
  const { fake, calls } = fakes.make(declared.name, () => outcome());
  const given = args.of(signature, count, 'wrapped').map((argument, position): Argument => {
    if (!withUndefined || signature.parameters[position]?.optional !== true) return argument;
    return { name: argument.name, given: undefined, check: (arrived) => expect(arrived).to.equal(undefined) };
  });
  const { returns } = signature;
  const type = returns.shape.kind === 'promise' ? returns.shape.of.type : returns;
  const result = results.of(type, { fake, wrapper: module.wrap(declared.name, fake) })[at];
  if (result === undefined) throw new Error(`no result ${at}`);
  return { declared, member, given, result, fake, calls, answerWith: (next) => (outcome = next) };
}

/** Anything between the declared arguments and the callback at the end is ignored. */
async function callsBackBehind(form: Form, more: readonly unknown[]): Promise<void> {
  const given = more.map((value): Argument => ({ name: 'more', given: value, check: () => {} }));
  await checkResolved(
    form,
    await settle({ ...form, given: [...form.given, ...given] }, () => Promise.resolve(form.result.raw)),
  );
}

/**
 * Calls with a callback after the arguments. Waits for the outcome, and for calls of the callback that should not come.
 */
async function settle(form: Form, outcome: Outcome): Promise<Settled> {
  form.answerWith(outcome);
  const wrapper = module.wrap(form.declared.name, form.fake);
  const calledBack: unknown[][] = [];
  let returned: unknown;
  const first = new Promise<void>((resolve) => {
    const callback = (...values: unknown[]): void => {
      calledBack.push(values);
      resolve();
    };
    const method = wrapper[form.member.name] as (...values: unknown[]) => unknown;
    returned = method.apply(wrapper, [...form.given.map((each) => each.given), callback]);
  });
  const wasSynchronous = calledBack.length > 0;
  await first;
  await new Promise(setImmediate);
  return { driverCalls: form.calls, calledBack, returned, wasSynchronous };
}

async function callsBack(form: () => Form): Promise<void> {
  const resolved = form();
  await checkResolved(resolved, await settle(resolved, () => Promise.resolve(resolved.result.raw)));

  const error = new Error('of the driver');
  checkRejected(await settle(form(), () => Promise.reject(error)), error);
  checkRejected(
    await settle(form(), () => {
      throw error;
    }),
    error,
  );
  const falsy = await settle(form(), () => Promise.reject(null));
  const [reason, ...more] = falsy.calledBack[0] ?? [];
  expect(reason).to.be.an.instanceOf(Error).with.property('code', 'ERR_FALSY_VALUE_REJECTION');
  expect(more).to.deep.equal([]);
}

async function checkResolved(form: Form, settled: Settled): Promise<void> {
  checkOnce(settled);
  expect(settled.driverCalls, "calls of the driver's").to.have.length(1);
  const [{ member, self, args: arrived } = { member: '', self: undefined, args: [] }] = settled.driverCalls;
  expect(member).to.equal(form.member.name);
  expect(self === form.fake, "`this` is the driver's object").to.equal(true);
  expect(
    arrived.slice(form.given.length).every((each) => each === undefined),
    'what is not given',
  ).to.equal(true);
  for (const [at, argument] of form.given.entries()) await argument.check(arrived[at]);
  const [values = []] = settled.calledBack;
  expect(values, '(error, value)').to.have.length(2);
  expect(values[0]).to.equal(null);
  form.result.check(values[1]);
}

function checkRejected(settled: Settled, error: Error): void {
  checkOnce(settled);
  expect(settled.calledBack[0]).to.have.length(1);
  expect(settled.calledBack[0]?.[0] === error, "the driver's own error").to.equal(true);
}

function checkOnce({ calledBack, returned, wasSynchronous }: Settled): void {
  expect(calledBack, 'calls of the callback').to.have.length(1);
  expect(wasSynchronous, 'called synchronously').to.equal(false);
  expect(returned, 'what a call with a callback returns').to.equal(undefined);
}
