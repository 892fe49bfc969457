import type { Code } from '../../plan/text/layout.js';
import type { Framework, ImportType, PlannedParameter, PlannedSignature } from '../framework.js';

/**
 * Node callbacks: every asynchronous method takes one as an optional last argument, and gives a promise without.
 *
 * Any run of optional arguments may be left out before the callback, so that the callback stands where the first of
 * them would. Where others are left out too, the driver's error is what it is called with.
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
 * The promise form, and a variant for each number of optional parameters that are left out before the callback.
 *
 * The variants come first: the compiler types the parameters of a function by the first overload that it tries, and
 * with an argument that is `any` that is the first one. A variable that may be `undefined` fits them where nothing else
 * may stand in the callback's place; elsewhere `undefined` is an argument of the promise form, and such a variable is
 * what a variant behind all others takes.
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
    // Beside all of its own, so that it is called the same in every variant.
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

/** Behind a list of any length there is no place for a callback. */
function hasRest(parameters: readonly PlannedParameter[]): boolean {
  return parameters.some((parameter) => parameter.rest);
}

/** The parameter that is added: `callback`, unless the driver has one of that name. */
function callbackParameter(parameters: readonly PlannedParameter[]): PlannedParameter {
  return { name: freeName('callback', parameters), type: 'any', optional: false, rest: false, isFunction: true };
}

/** What is given behind that, since code that was written for another driver may have its callback there. */
function furtherParameter(parameters: readonly PlannedParameter[]): PlannedParameter {
  return { name: freeName('further', parameters), type: 'any[]', optional: false, rest: true, isFunction: false };
}

/** A name that no parameter has, with a trailing `_` where one does. */
function freeName(name: string, parameters: readonly PlannedParameter[]): string {
  return parameters.some((each) => each.name === name) ? freeName(`${name}_`, parameters) : name;
}

/**
 * Where the callback may stand: in the place of each optional parameter, and behind all, but not where the driver may
 * take a function of the user's. Where that leaves none, it stands in the next place that is free.
 */
function callbackPlaces(overloads: readonly PlannedSignature[], required: number, own: number): number[] {
  const longest = Math.max(...overloads.map((each) => each.parameters.length));
  const free = Array.from({ length: longest - required + 1 }, (_, left) => required + left).filter((at) =>
    isFree(overloads, at),
  );
  const places = free.filter((at) => at <= own);
  return places.length > 0 ? places : free.slice(0, 1);
}

/** The parameters before the callback; what only other overloads have is `undefined` there. */
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

/** Whether a function in this place is the callback: no overload takes one there, or an earlier parameter tells. */
function isFree(overloads: readonly PlannedSignature[], at: number): boolean {
  const isTaken = overloads.some((each) => each.parameters[at]?.mayBeFunction === true);
  return !isTaken || functionBefore(overloads, at) !== undefined;
}

/**
 * Moves a callback that stands in the place of an argument: `[options, callback] = [undefined, options]`. One that has to
 * be given is no exception, for the driver is to say that it is missing, and the callback to hear of it.
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

/** The overloads of which the parameter in this place may be left out. */
function withoutOne(overloads: readonly PlannedSignature[], at: number): PlannedSignature[] {
  return overloads.filter((each) => each.parameters[at]?.optional ?? true);
}

/**
 * The earlier place at which those that may do without a parameter have a function, and those that take a function there
 * have none.
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
