import { expect } from 'chai';
import { Observable } from 'rxjs';

import type { DriverClass, DriverMethod } from '../../codegen/model/driver.js';
import type { Signature } from '../../codegen/model/types/type-text.js';
import { Arguments } from './arguments.js';
import { type Call, Fakes } from './fakes.js';
import { WrapperModule } from './framework.js';
import { Inventory, isAsync, titleOf } from './inventory.js';
import { type Result, Results } from './results.js';

const inventory = await Inventory.read();
const fakes = new Fakes(inventory);
const module = await WrapperModule.load('rxjs');
const args = new Arguments(fakes, module);
const results = new Results(fakes, module);

/** A command that has been called, but not subscribed to. */
interface Called {
  readonly source: Observable<unknown>;
  readonly given: readonly unknown[];
  readonly result: Result;
  readonly fake: object;
  readonly calls: readonly Call[];
}

describe('motorized/rxjs', () => {
  const isRecipe = ({ name }: DriverClass): boolean => 'subscribe' in module.class(name).prototype;
  const commands = inventory.classes
    .filter((declared) => !isRecipe(declared))
    .flatMap((declared) => inventory.methodsOf(declared).map((member) => ({ declared, member })))
    .filter(({ member }) => !member.static && !member.symbol)
    .flatMap(({ declared, member }) =>
      member.overloads.filter(isAsync).map((signature) => ({ declared, member, signature })),
    );

  it('has a number of commands other than those of cursors', () => {
    expect(commands).to.have.length(COMMANDS);
  });

  for (const { declared, member, signature } of commands) {
    const title = `${declared.name}.${titleOf(member, signature)}`;

    it(`${title} calls the driver's for each subscription, and never before`, async () => {
      for (const count of countsOf(signature)) {
        const { source, given, result, fake, calls } = call(declared, member, signature, count, (raw) =>
          Promise.resolve(raw),
        );
        expect(source).to.be.an.instanceOf(Observable);
        expect(calls).to.have.length(0);
        for (const subscriptions of [1, 2]) {
          const [value, ...more] = await notificationsOf(source);
          expect(calls).to.have.length(subscriptions);
          result.check((value as { next: unknown }).next);
          expect(more).to.deep.equal(['complete']);
        }
        for (const each of calls) checkCall(each, member, fake, given);
      }
    });

    it(`${title} fails as the driver does, also synchronously`, async () => {
      const error = new Error('of the driver');
      const failing: ((raw: unknown) => unknown)[] = [
        () => Promise.reject(error),
        () => {
          throw error;
        },
      ];
      for (const answer of failing) {
        const { source } = call(declared, member, signature, signature.parameters.length, answer);
        const [only, ...more] = await notificationsOf(source);
        expect((only as { error: unknown }).error === error, "the driver's own error").to.equal(true);
        expect(more).to.deep.equal([]);
      }
    });
  }
});

/** Only the required arguments, and all of them. */
function countsOf({ parameters }: Signature): Set<number> {
  const all = parameters.filter((each) => each.name !== 'this');
  return new Set([all.findLastIndex((each) => !each.optional && !each.rest) + 1, all.length]);
}

function call(
  declared: DriverClass,
  member: DriverMethod,
  signature: Signature,
  count: number,
  answer: (raw: unknown) => unknown,
): Called {
  const { fake, calls } = fakes.make(declared.name, () => answer(result?.raw));
  const wrapper = module.wrap(declared.name, fake);
  const { shape } = signature.returns;
  const type = shape.kind === 'promise' ? shape.of.type : signature.returns;
  const [result] = results.of(type, { fake, wrapper });
  if (result === undefined) throw new Error('no result');
  const given = args.of(signature, count, 'wrapped').map((each) => each.given);
  const source = (wrapper[member.name] as (...values: unknown[]) => Observable<unknown>).apply(wrapper, given);
  return { source, given, result, fake, calls };
}

function notificationsOf(source: Observable<unknown>): Promise<unknown[]> {
  return new Promise((resolve) => {
    const seen: unknown[] = [];
    source.subscribe({
      next: (next) => seen.push({ next }),
      error: (error: unknown) => resolve([...seen, { error }]),
      complete: () => resolve([...seen, 'complete']),
    });
  });
}

function checkCall(
  { member: name, self, args: arrived }: Call,
  member: DriverMethod,
  fake: object,
  given: readonly unknown[],
): void {
  expect(name).to.equal(member.name);
  expect(self === fake, "`this` is the driver's object").to.equal(true);
  for (const [at, value] of given.entries()) checkArrived(arrived[at], value);
  for (const more of arrived.slice(given.length)) expect(withoutSignal(more)).to.be.oneOf([undefined, NOTHING]);
}

/** A wrapper arrives as its object, options with their contents and possibly a signal. A user's function is adapted. */
function checkArrived(arrived: unknown, given: unknown): void {
  if (typeof given === 'function') return void expect(arrived).to.be.a('function');
  if (module.isWrapper(given)) return void expect(arrived === (given as { delegate: object }).delegate).to.equal(true);
  if (!isPlain(given)) return void expect(arrived === given, 'what was given').to.equal(true);
  const { signal: _, ...own } = arrived as Record<string, unknown>;
  expect(Object.keys(own)).to.deep.equal(Object.keys(given));
  for (const [key, value] of Object.entries(given)) checkArrived(own[key], value);
}

function isPlain(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;
}

/** Options that were not passed contain only the signal. */
function withoutSignal(options: unknown): unknown {
  return isPlain(options) && Object.keys(options).join() === 'signal' ? NOTHING : options;
}

const NOTHING = 'nothing but a signal';

/** The asynchronous signatures of the driver, without those of cursors and change streams. */
const COMMANDS = 110;
