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

/** A kind of mistake, how many ways there are to make it, and those that no program can see. */
interface Kind {
  readonly title: string;
  readonly mutation: Mutation;
  readonly mutants: number;
  readonly invisible?: readonly string[];
  /** How many rounds are run, where all would take too long: the first ones have most mutants. */
  readonly rounds?: number;
}

const PROMISE: readonly Kind[] = [
  { title: 'an overload is missing', mutation: dropOverload, mutants: 250 },
  {
    title: 'a type parameter is missing',
    mutation: dropTypeParameter,
    mutants: 33,
    // The driver's third overload takes all that its fourth does: no call gets there.
    invisible: ['Collection.distinct: overload 4 without type parameter Key'],
  },
  { title: 'a type parameter of a class is missing', mutation: dropClassTypeParameter, mutants: 9 },
  { title: 'a driver object is handed out', mutation: unwrapResult, mutants: 61 },
  { title: 'a method gives its class where it should give `this`', mutation: looseThis, mutants: 44 },
  { title: 'a result is untyped', mutation: looseResult, mutants: 335, rounds: 3 },
  { title: 'a parameter takes anything', mutation: looseParameter, mutants: 316, rounds: 3 },
  { title: 'a last argument has to be given', mutation: requireParameter, mutants: 85 },
  { title: 'a property is read-only, or not', mutation: swapWritability, mutants: 85 },
];

const CALLBACK: readonly Kind[] = [
  { title: 'a callback is not taken behind some of the arguments', mutation: dropCallbackForm, mutants: 170 },
  { title: 'a callback is handed anything', mutation: looseCallback, mutants: 170 },
  {
    title: 'a variable that may hold no callback does not fit',
    mutation: requireCallback,
    mutants: 170,
    // Such a variable fits the filter that may stand in the same place.
    invisible: ['deleteOne', 'deleteMany', 'countDocuments', 'count'].map(
      (name) => `Collection.${name}: required in a callback behind 0 arguments`,
    ),
  },
];

describe('type oracle, on declarations with a mistake', function () {
  this.timeout(300_000);
  let api: ApiClass[];
  let folders = 0;

  before(() => {
    api = readDriverApi();
  });

  check('promise', PROMISE);
  check('callback', CALLBACK);

  it('promise: sees each option type that takes no wrapper', async () => {
    const framework = frameworkOf('promise');
    const mutants = mutantsOf(publishedTypes, framework.name, driverSessionsOnly);
    expect(mutants).to.have.length(45);
    expect(await unseen(framework, mutants, 'all')).to.deep.equal([]);
  });

  function check(name: string, kinds: readonly Kind[]): void {
    const framework = frameworkOf(name);
    for (const { title, mutation, mutants, rounds, invisible = [] } of kinds) {
      it(`${name}: sees each place where ${title}, and names it`, async () => {
        const made = mutantsOf(publishedTypes, name, mutation);
        expect(made).to.have.length(mutants);
        const missed = await atOnce(roundsOf(made).slice(0, rounds), (round) => unseen(framework, round));
        expect(missed.flat()).to.deep.equal(invisible);
      });
    }
  }

  /** The mutants that no failure of the oracle names, when all of them are there at once. */
  async function unseen(framework: OracleFramework, mutants: readonly Mutant[], only?: 'all'): Promise<string[]> {
    // Several at a time, each in folders of its own.
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
