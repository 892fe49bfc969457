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
 * The variants come first, since the compiler types the parameters of a function argument by the first overload that it
 * tries, and picks the first one if an argument is `any`. A variable that may be `undefined` fits the variants if
 * nothing else can be in the callback's place. Otherwise `undefined` belongs to the promise form, and a variant after
 * all others accepts such a variable.
 */
function signatures(
  signature: PlannedSignature,
  from: ImportType,
  overloads: readonly PlannedSignature[],
): PlannedSignature[] {
  const { parameters, resolves = 'void' } = signature;
  if (overloads.some((each) => hasRest(each.parameters))) return [signature];
  const required = parameters.findLastIndex((parameter) => !parameter.optional) + 1;
  const longest = Math.max(...overloads.map((each) => each.parameters.length));
  const certain = callbackType(resolves, from);
  const uncertain = `${certain} | undefined`;
  const variant = (count: number, type: string): PlannedSignature => {
    const before = leading(signature, overloads, count);
    // Its name must also differ from the parameters that are left out, so that it is the same in every variant.
    const callback = callbackParameter([...parameters, ...before]);
    return { ...signature, parameters: [...before, { ...callback, type }], returns: 'void' };
  };
  const counts = callbackPlaces(overloads, required, parameters.length);
  return [
    ...counts.map((count) => ({ ...variant(count, count < longest ? certain : uncertain), stands: 'first' as const })),
    signature,
    ...counts
      .filter((count) => count < longest)
      .map((count) => ({ ...variant(count, uncertain), stands: 'last' as const })),
  ];
}

/** Whether there is a rest parameter, after which there is no place for a callback. */
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
function callbackPlaces(overloads: readonly PlannedSignature[], required: number, own: number): number[] {
  const longest = Math.max(...overloads.map((each) => each.parameters.length));
  const free = Array.from({ length: longest - required + 1 }, (_, left) => required + left).filter((at) =>
    isFree(overloads, at),
  );
  const places = free.filter((at) => at <= own);
  return places.length > 0 ? places : free.slice(0, 1);
}

/** The parameters before the callback. Those that only other overloads have are `undefined`. */
function leading(
  { parameters }: PlannedSignature,
  overloads: readonly PlannedSignature[],
  count: number,
): PlannedParameter[] {
  const longest = overloads.map((each) => each.parameters).reduce((a, b) => (b.length > a.length ? b : a));
  const missing = longest.slice(parameters.length, count).map(({ name }) => {
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
