import type { Code } from '../../plan/text/layout.js';
import type { Framework, ImportType, PlannedParameter, PlannedSignature } from '../framework.js';

/**
 * Node callbacks: every asynchronous method takes one as an optional last argument, and returns a promise without one.
 *
 * Optional arguments can be left out before the callback, which then takes the place of the first of them. If a
 * required argument is left out, the callback is called with the driver's error.
 */
export default {
  name: 'callback',
  evaluation: 'eager',
  value: (type) => `Promise<${type}>`,
  executor: (parameters, type, from) => `(${parameters}, done: ${callbackType(type, from)}) => Promise<${type}> | void`,
  signatures,
  exports: ['Callback'],
  command({ promise, throws, parameters, overloads, runtime }) {
    if (hasRest(parameters)) return { statements: [['return ', promise]] };
    const callback = { ...callbackParameter(parameters), optional: true };
    const further = furtherParameter(parameters);
    const statements = [
      ...parameters.flatMap((_, at) => shift(parameters, overloads, callback.name, at)),
      [
        'return ',
        runtime('settle'),
        throws ? '(async () => ' : '(() => ',
        promise,
        `, ${callback.name}, ${further.name})`,
      ],
    ];
    return { parameters: [callback, further], statements };
  },
  docs: {
    command: (link) => `Calls back with the result of ${link}, or returns a promise of it.`,
  },
} as const satisfies Framework;

function callbackType(type: string, from: ImportType): string {
  return `${from('Callback', './runtime.js')}<${type}>`;
}

/**
 * The signatures: the promise form, and a variant for each number of optional parameters left out before the callback.
 *
 * If the callback takes the place of an argument, its variant comes before the promise form: the compiler types the
 * parameters of a function by the first overload that it tries, and an argument of type `any` fits that one. It comes
 * before all promise forms unless these refuse a function there. A variable that may be `undefined` fits the promise
 * form if that takes an argument there, or else a variant after all others. So does a callback after all arguments,
 * which no promise form takes. If no other variant follows, the promise form stays the last overload, the one that
 * `ReturnType` sees.
 */
function signatures(
  signature: PlannedSignature,
  _from: ImportType,
  overloads: readonly PlannedSignature[],
): PlannedSignature[] {
  if (overloads.some((each) => hasRest(each.parameters))) return [signature];
  const variant = (count: number, stands: PlannedSignature['stands'], orUndefined: boolean): PlannedSignature => ({
    ...withCallback(signature, overloads, { count, orUndefined }),
    ...(stands !== undefined && { stands }),
  });
  const isShorter = (count: number): boolean => count < longestOf(overloads).length;
  const places = callbackPlaces(signature, overloads);
  const shorter = places.filter(isShorter);
  const behindAll = places.filter((count) => !isShorter(count));
  const isLast = !overloads.some((each) => callbackPlaces(each, overloads).some(isShorter));
  return [
    ...shorter.map((count) => variant(count, isTold(overloads, count) ? undefined : 'first', false)),
    ...(isLast ? behindAll.map((count) => variant(count, undefined, true)) : []),
    signature,
    ...(isLast ? [] : behindAll.map((count) => variant(count, 'last', true))),
    ...shorter.map((count) => variant(count, 'last', true)),
  ];
}

/** A signature with a callback after `count` parameters, written out as in Node's own declarations. */
function withCallback(
  signature: PlannedSignature,
  overloads: readonly PlannedSignature[],
  { count, orUndefined }: { readonly count: number; readonly orUndefined: boolean },
): PlannedSignature {
  const { parameters, resolves = 'void' } = signature;
  const first = leading(signature, overloads, count);
  // Its name differs from all parameters of the overload, so that it is the same in every variant.
  const callback = callbackParameter([...parameters, ...first]);
  // The compiler would work out the argument of `Callback` in each overload that it tries, but this only where it is
  // used.
  const type = `(error: Error | null, result?: ${resolves}) => void`;
  const last = { ...callback, type: orUndefined ? `(${type}) | undefined` : type };
  return { ...signature, parameters: [...first, last], returns: 'void' };
}

/**
 * Whether the promise forms that take an argument in this place refuse a function, and each comes after an overload
 * that takes a callback there, after the same arguments.
 */
function isTold(overloads: readonly PlannedSignature[], at: number): boolean {
  return overloads.every((own, index) => {
    const parameter = own.parameters[at];
    if (parameter === undefined) return true;
    const isBehind = overloads
      .slice(0, index + 1)
      .some((each) => callbackPlaces(each, overloads).includes(at) && before(each, at) === before(own, at));
    return isBehind && parameter.refusesFunctions === true;
  });
}

/** What an overload takes before a place, as text that can be compared. */
function before({ typeParameters, parameters }: PlannedSignature, at: number): string {
  return [...typeParameters, '', ...parameters.slice(0, at).map(({ type }) => type)].join('\n');
}

/** After a rest parameter, there is no place for a callback. */
function hasRest(parameters: readonly PlannedParameter[]): boolean {
  return parameters.some((parameter) => parameter.rest);
}

/** The added parameter: `callback`, unless the driver has one of that name. */
function callbackParameter(parameters: readonly PlannedParameter[]): PlannedParameter {
  return { name: freeName('callback', parameters), type: 'any', optional: false, rest: false, isFunction: true };
}

/** The rest parameter after it, since code for another driver may pass its callback there. */
function furtherParameter(parameters: readonly PlannedParameter[]): PlannedParameter {
  return { name: freeName('further', parameters), type: 'any[]', optional: false, rest: true, isFunction: false };
}

/** A free name: with a trailing `_` if a parameter has it. */
function freeName(name: string, parameters: readonly PlannedParameter[]): string {
  return parameters.some((each) => each.name === name) ? freeName(`${name}_`, parameters) : name;
}

/**
 * The places for the callback: that of each optional parameter, and after all of them, except where the driver may take
 * a user's function. If that leaves none, the next free place.
 */
function callbackPlaces({ parameters }: PlannedSignature, overloads: readonly PlannedSignature[]): number[] {
  const required = parameters.findLastIndex((parameter) => !parameter.optional) + 1;
  const free = Array.from({ length: longestOf(overloads).length - required + 1 }, (_, left) => required + left).filter(
    (at) => isFree(overloads, at),
  );
  const places = free.filter((at) => at <= parameters.length);
  return places.length > 0 ? places : free.slice(0, 1);
}

function longestOf(overloads: readonly PlannedSignature[]): readonly PlannedParameter[] {
  return overloads.map((each) => each.parameters).reduce((a, b) => (b.length > a.length ? b : a));
}

/** The parameters before the callback. A parameter that only other overloads have is `undefined` there. */
function leading(
  { parameters }: PlannedSignature,
  overloads: readonly PlannedSignature[],
  count: number,
): PlannedParameter[] {
  const missing = longestOf(overloads)
    .slice(parameters.length, count)
    .map(({ name }) => {
      return { ...MISSING, name: freeName(name, parameters) };
    });
  return [...parameters.slice(0, count), ...missing];
}

const MISSING = { type: 'undefined', optional: false, rest: false, isFunction: false };

/**
 * Whether a function in this place is the callback: no overload takes one there, or an earlier parameter decides it.
 */
function isFree(overloads: readonly PlannedSignature[], at: number): boolean {
  const isTaken = overloads.some((each) => each.parameters[at]?.mayBeFunction === true);
  return !isTaken || functionBefore(overloads, at) !== undefined;
}

/**
 * Moves a callback from the place of an argument: `[options, callback] = [undefined, options]`. This includes required
 * arguments, so that the driver reports the missing one to the callback.
 */
function shift(
  parameters: readonly PlannedParameter[],
  overloads: readonly PlannedSignature[],
  callback: string,
  at: number,
): Code[] {
  const name = parameters[at]?.name ?? '';
  if (!isFree(overloads, at)) return [];
  const isTaken = overloads.some((each) => each.parameters[at]?.mayBeFunction === true);
  const told = isTaken ? functionBefore(overloads, at) : undefined;
  const first = told === undefined ? '' : `typeof ${parameters[told]?.name ?? ''} === 'function' && `;
  const isShifted = `if (${first}typeof ${name} === 'function') [${name}, ${callback}] = `;
  return [[isShifted, { open: '[', items: ['undefined', name], close: ']' }]];
}

/** The overloads that do not require the parameter in this place. */
function withoutOne(overloads: readonly PlannedSignature[], at: number): PlannedSignature[] {
  return overloads.filter((each) => each.parameters[at]?.optional ?? true);
}

/**
 * An earlier place where overloads that do not require the parameter have a function, but those that take a function in
 * this place have none.
 */
function functionBefore(overloads: readonly PlannedSignature[], at: number): number | undefined {
  const shorter = withoutOne(overloads, at);
  if (shorter.length === 0) return undefined;
  const others = overloads.filter((each) => each.parameters[at]?.mayBeFunction === true);
  const places = Array.from({ length: at }, (_, before) => before);
  return places.find(
    (before) =>
      shorter.every((each) => each.parameters[before]?.isFunction === true) &&
      others.every((each) => each.parameters[before]?.mayBeFunction !== true),
  );
}
