import { types } from 'node:util';

import { nearest } from '../../common/nearest.js';
import { shownError, shownText, shownValue } from '../../common/shown-value.js';
import { type FrameworkOptions, optionsSchema } from '../contract/options.js';
import type { ChosenOption } from '../framework-source.js';
import type { Choice } from './choices.js';
import type { Exported } from './exported.js';
import { type Fault, readBy } from './schema-faults.js';

/** The framework for the chosen options, not yet checked, or the reason why there is none. */
export type Made =
  | { readonly given: unknown; readonly by: 'record' | 'function'; readonly chosen: readonly ChosenOption[] }
  | { readonly faults: readonly Fault[] }
  | { readonly refused: Refusal };

/** A choice that the framework does not offer. */
export interface Refusal {
  readonly message: string;
  readonly fix: string;
}

/**
 * Calls the exported function with the choices that name this framework. It is first called with the defaults, to learn
 * its name.
 */
export function makeFramework(exported: Exported, choices: readonly Choice[]): Made {
  if (exported.options === undefined) return withoutOptions(exported.default, choices);
  const read = readBy({ schema: optionsSchema, path: 'options', as: '`options`' }, exported.options);
  if ('faults' in read) return read;
  const options = read.data;
  const make = exported.default;
  if (!isFunction(make)) return { faults: [noFunction(make)] };
  const given = callWith(make, options, []);
  if ('faults' in given) return given;
  const name = nameOf(given.given);
  const own = choices.filter((each) => each.framework === name);
  const refused = own.map((choice) => refusalOf(options, choice)).find((each) => each !== undefined);
  if (refused !== undefined) return { refused };
  if (own.length === 0) return given;
  const made = callWith(make, options, own);
  const other = 'given' in made ? nameOf(made.given) : name;
  return other === name ? made : { faults: [renamed(name, other, own)] };
}

type Make = (chosen: Readonly<Record<string, string>>) => unknown;

function isFunction(value: unknown): value is Make {
  return typeof value === 'function';
}

function withoutOptions(given: unknown, choices: readonly Choice[]): Made {
  if (isFunction(given)) {
    const message = 'the default export is a function, expected a record that satisfies `Framework`';
    return {
      faults: [{ path: '', message, fix: 'export the record, or export `options` too, which the function takes' }],
    };
  }
  // The name is only read if there are choices: the later check has to be the first to read it.
  const name = choices.length === 0 ? undefined : nameOf(given);
  const own = choices.find((each) => each.framework === name);
  if (own === undefined) return { given, by: 'record', chosen: [] };
  const { framework, option, value } = own;
  const message = `the framework ${framework} has no options, but --option ${framework}.${option}=${value} chooses one`;
  return { refused: { message, fix: 'leave it out' } };
}

/** Calls the function with the choices, and with the defaults for all other options. */
function callWith(
  make: Make,
  options: FrameworkOptions,
  choices: readonly Choice[],
): Exclude<Made, { refused: Refusal }> {
  const chosen = Object.entries(options).map(([name, { values }]): ChosenOption => {
    const [standard = ''] = values;
    const value = choices.find((each) => each.option === name)?.value ?? standard;
    return { name, value, isDefault: value === standard };
  });
  try {
    const given = make(Object.freeze(Object.fromEntries(chosen.map(({ name, value }) => [name, value]))));
    if (!types.isPromise(given)) return { given, by: 'function', chosen };
    // Nobody waits for the promise, so its rejection must not be left unhandled.
    void Promise.prototype.then.call(given, undefined, () => undefined);
    const message = 'the default export returns a promise, expected a record that satisfies `Framework`';
    return { faults: [{ path: '', message, fix: 'await what it needs in the module, before the function' }] };
  } catch (error) {
    const withWhat = chosen.map(({ name, value }) => `${name} '${value}'`).join(' and ');
    const message = `the default export throws ${shownError(error)} for ${withWhat}, expected the framework`;
    return { faults: [{ path: '', message, fix: 'correct the function' }] };
  }
}

/** The name of a framework, which has not been checked yet. */
function nameOf(given: unknown): string | undefined {
  try {
    const name: unknown = (given as { readonly name?: unknown } | null | undefined)?.name;
    return typeof name === 'string' ? name : undefined;
  } catch {
    return undefined;
  }
}

function refusalOf(options: FrameworkOptions, { framework, option, value }: Choice): Refusal | undefined {
  const names = Object.keys(options);
  const found = Object.hasOwn(options, option) ? options[option] : undefined;
  if (found === undefined)
    return {
      message: `the framework ${framework} has no option '${shownText(option)}', expected ${names.join(' or ')}`,
      fix: didYouMean(option, names, 'use'),
    };
  if (found.values.includes(value)) return undefined;
  return {
    message: `'${shownText(value)}' is not a value of the option ${option} of the framework ${framework}, expected ${found.values.join(' or ')}: ${found.docs}`,
    fix: didYouMean(value, found.values, 'choose'),
  };
}

function didYouMean(word: string, known: readonly string[], verb: string): string {
  const near = nearest(word, known);
  return near === undefined ? `${verb} ${known.join(' or ')}` : `did you mean '${near}'`;
}

function noFunction(found: unknown): Fault {
  return {
    path: '',
    message: `the default export is ${shownValue(found)}, expected a function that takes the chosen \`options\` and returns the framework`,
    fix: 'write `export default (chosen: Chosen<typeof options>): Framework => ({ ... })`, or delete `options`',
  };
}

function renamed(name: string | undefined, other: string | undefined, own: readonly Choice[]): Fault {
  const chosen = own.map(({ option, value }) => `${option} '${value}'`).join(' and ');
  return {
    path: 'name',
    message: `\`name\` is ${shownValue(other)} for ${chosen}, expected ${shownValue(name)} as with the defaults`,
    fix: 'give it the same name for all values',
  };
}
