import type { Code } from '../../plan/layout.js';
import type { Framework, ImportType, PlannedParameter, PlannedSignature } from '../framework.js';

/**
 * Node callbacks: every asynchronous method takes one as an optional last argument, and gives a promise without.
 *
 * Any run of optional arguments may be left out before the callback, so that the callback stands where the first of them would.
 */
export default {
  name: 'callback',
  evaluation: 'eager',
  value: (type) => `Promise<${type}>`,
  executor: (parameters, type, from) =>
    `(${parameters}, done: ${callbackType(type, from)}) => Promise<${type}> | void`,
  signatures,
  exports: ['Callback'],
  command({ promise, throws, parameters, overloads, runtime }) {
    const statements = [
      ...parameters.flatMap((parameter, at) => shift(parameters, overloads, parameter, at)),
      ['return ', runtime('settle'), throws ? '(async () => ' : '(() => ', promise, ', callback)'],
    ];
    return { parameters: [{ ...CALLBACK, optional: true }], statements };
  },
  docs: {
    command: (link) => `Calls back with the result of ${link}, or promises it where no callback is given.`,
  },
} as const satisfies Framework;

function callbackType(type: string, from: ImportType): string {
  return `${from('Callback', './runtime.js')}<${type}>`;
}

/**
 * The promise form, and a variant for each number of optional parameters that are left out before the callback.
 *
 * A function fits many a type, such as a filter: where the callback stands before the last parameter, its variant comes before the
 * promise form. The last one is a bag of options, which no function fits, and what is `any` there is to be one.
 */
function signatures(signature: PlannedSignature, from: ImportType): PlannedSignature[] {
  const { parameters, resolves = 'void' } = signature;
  const required = parameters.findLastIndex((parameter) => !parameter.optional) + 1;
  const variant = (count: number): PlannedSignature => {
    const isEarly = count < parameters.length - 1;
    const type = isEarly ? callbackType(resolves, from) : `${callbackType(resolves, from)} | undefined`;
    return { ...signature, parameters: [...parameters.slice(0, count).map(given), { ...CALLBACK, type }], returns: 'void' };
  };
  const early = parameters.slice(required, -1).map((_, left) => variant(required + left));
  const late = Array.from({ length: parameters.length - required + 1 - early.length }, (_, left) => variant(required + early.length + left));
  return [...early, signature, ...late];
}

const CALLBACK: PlannedParameter = { name: 'callback', type: 'any', optional: false, rest: false, isFunction: true };

/** A parameter that has another behind it: no longer optional, `undefined` all the same. */
function given(parameter: PlannedParameter): PlannedParameter {
  return parameter.optional ? { ...parameter, optional: false, type: `${parameter.type} | undefined` } : parameter;
}

/** Moves a callback that stands where an optional argument would: `[options, callback] = [undefined, options]`. */
function shift(
  parameters: readonly PlannedParameter[],
  overloads: readonly PlannedSignature[],
  { name }: PlannedParameter,
  at: number,
): Code[] {
  const shorter = overloads.filter((each) => each.parameters[at]?.optional ?? true);
  if (shorter.length === 0) return [];
  const guard = functionBefore(parameters, overloads, shorter, at);
  const first = guard === undefined ? '' : `typeof ${guard} === 'function' && `;
  return [`if (${first}typeof ${name} === 'function') [${name}, callback] = [undefined, ${name}]`];
}

/** Where an overload takes a function of the user's at this position, the earlier parameter that tells the shorter overloads apart. */
function functionBefore(
  parameters: readonly PlannedParameter[],
  overloads: readonly PlannedSignature[],
  shorter: readonly PlannedSignature[],
  at: number,
): string | undefined {
  if (!overloads.some((each) => each.parameters[at]?.isFunction)) return undefined;
  const told = parameters.findIndex(
    (_, before) => before < at && shorter.every((each) => each.parameters[before]?.isFunction),
  );
  return parameters[told]?.name;
}
