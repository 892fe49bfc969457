import { expect } from 'chai';

import { atOnce } from '../support/at-once.js';
import { dropCallbackForm, looseCallback, requireCallback } from './callback-mutations.js';
import { type ApiClass, readDriverApi } from './driver-api.js';
import { ORACLE_FRAMEWORKS, type OracleFramework } from './frameworks.js';
import { type Mutant, mutantsOf, type Mutation, roundsOf, writeMutants } from './mutants.js';
import {
  driverSessionsOnly,
  dropClassTypeParameter,
  dropOverload,
  dropTypeParameter,
  looseParameter,
  looseResult,
  looseThis,
  requireParameter,
  swapWritability,
  unwrapResult,
} from './mutations.js';
import { publishedTypes, runOracle } from './oracle.js';

/** A kind of mistake, the number of its mutants, and those that no program can notice. */
interface Kind {
  readonly title: string;
  readonly mutation: Mutation;
  readonly mutants: number;
  readonly invisible?: readonly string[];
  /** The number of rounds, if all would take too long. The first ones have most mutants. */
  readonly rounds?: number;
}

const PROMISE: readonly Kind[] = [
  { title: 'an overload is missing', mutation: dropOverload, mutants: 250 },
  {
    title: 'a type parameter is missing',
    mutation: dropTypeParameter,
    mutants: 33,
    // The driver's third overload accepts everything that the fourth does, so no call reaches that.
    invisible: ['Collection.distinct: overload 4 without type parameter Key'],
  },
  { title: 'a type parameter of a class is missing', mutation: dropClassTypeParameter, mutants: 9 },
  { title: 'a driver object is returned', mutation: unwrapResult, mutants: 61 },
  { title: 'a method returns its class instead of `this`', mutation: looseThis, mutants: 44 },
  { title: 'a result is untyped', mutation: looseResult, mutants: 335, rounds: 3 },
  { title: 'a parameter is untyped', mutation: looseParameter, mutants: 316, rounds: 3 },
  { title: 'an optional last argument is required', mutation: requireParameter, mutants: 85 },
  { title: 'a property is read-only, or wrongly writable', mutation: swapWritability, mutants: 85 },
];

const CALLBACK: readonly Kind[] = [
  { title: 'a callback is not accepted after some of the arguments', mutation: dropCallbackForm, mutants: 170 },
  { title: 'the result of a callback is untyped', mutation: looseCallback, mutants: 170 },
  {
    title: 'an undefined callback is not accepted',
    mutation: requireCallback,
    mutants: 170,
    // Such a variable fits the filter that may be in the same position.
    invisible: ['deleteOne', 'deleteMany', 'countDocuments', 'count'].map(
      (name) => `Collection.${name}: required in a callback after 0 arguments`,
    ),
  },
];

describe('type oracle, with mistakes in the declarations', function () {
  this.timeout(300_000);
  let api: ApiClass[];
  let folders = 0;

  before(() => {
    api = readDriverApi();
  });

  check('promise', PROMISE);
  check('callback', CALLBACK);

  it('promise: notices each option type that accepts no wrapper', async () => {
    const framework = frameworkOf('promise');
    const mutants = mutantsOf(publishedTypes, framework.name, driverSessionsOnly);
    expect(mutants).to.have.length(45);
    expect(await unseen(framework, mutants, 'all')).to.deep.equal([]);
  });

  function check(name: string, kinds: readonly Kind[]): void {
    const framework = frameworkOf(name);
    for (const { title, mutation, mutants, rounds, invisible = [] } of kinds) {
      it(`${name}: notices and names each place where ${title}`, async () => {
        const made = mutantsOf(publishedTypes, name, mutation);
        expect(made).to.have.length(mutants);
        const missed = await atOnce(roundsOf(made).slice(0, rounds), (round) => unseen(framework, round));
        expect(missed.flat()).to.deep.equal(invisible);
      });
    }
  }

  /** The mutants that no failure of the oracle names when all of them exist at once. */
  async function unseen(framework: OracleFramework, mutants: readonly Mutant[], only?: 'all'): Promise<string[]> {
    // Several at a time, each in its own folders.
    const folder = `mutants-${++folders}`;
    const types = writeMutants(publishedTypes, framework.name, mutants, folder);
    const classes = only === 'all' ? {} : { only: new Set(mutants.map((mutant) => mutant.className)) };
    const { failures } = await runOracle(api, framework, { types, folder: `${folder}-cases`, ...classes });
    const named = new Set(failures.map((failure) => failure.member));
    return mutants.filter(({ member }) => !named.has(member)).map(({ member, what }) => `${member}: ${what}`);
  }
});

function frameworkOf(name: string): OracleFramework {
  const framework = ORACLE_FRAMEWORKS.find((each) => each.name === name);
  if (framework === undefined) throw new Error(`no framework ${name}`);
  return framework;
}
