import type { ApiParameter, ApiSignature } from './driver-api.js';
import { isInferable } from './markers.js';

/** A call of an overload with the first so many parameters. */
export interface Call {
  readonly signature: ApiSignature;
  readonly parameters: readonly ApiParameter[];
  /** `<T>`, or empty: without them the compiler infers or takes defaults. */
  readonly typeArguments: string;
  /** Whether optional arguments are given as `T | undefined`. */
  readonly isUncertain: boolean;
}

/** All calls of an overload: with every number of optional arguments, with type arguments and without. */
export function callsOf(signature: ApiSignature): Call[] {
  const { parameters } = signature;
  const required = parameters.findLastIndex((parameter) => !parameter.isOptional) + 1;
  const counts = Array.from({ length: parameters.length - required + 1 }, (_, more) => required + more);
  const explicit = `<${signature.typeParameters.map(({ name }) => name).join(', ')}>`;
  const typeArguments = signature.typeParameters.length === 0 ? [''] : ['', explicit];
  return counts.flatMap((count) =>
    typeArguments.flatMap((typeArguments) => {
      const call = { signature, parameters: parameters.slice(0, count), typeArguments, isUncertain: false };
      return count === required ? [call] : [call, { ...call, isUncertain: true }];
    }),
  );
}

/** The call as an expression: on `raw` or `wrapper`, or on their classes. */
export function callText(on: 'raw' | 'wrapper', call: Call, argument: (name: string) => string, ...last: string[]): string {
  const { member, isStatic } = call.signature;
  const list = [...call.parameters.map(({ name }) => argument(name)), ...last];
  return `${on}${isStatic ? 'Class' : ''}${accessText(member)}${call.typeArguments}(${list.join(', ')})`;
}

/** Statements that declare the arguments, of the driver's own parameter types. */
export function argumentLines(call: Call): string[] {
  return call.parameters.map(({ name, type, isOptional }) => {
    const uncertain = isOptional && call.isUncertain ? ' | undefined' : '';
    return `const ${name} = given<(${type})${uncertain}>();`;
  });
}

/** The type parameters that the compiler cannot infer from arguments: without type arguments they have their defaults. */
export function isDefaulted(call: Call, constraint: string | undefined): boolean {
  return call.typeArguments === '' && !isInferable(constraint);
}

/** `Collection.findOne#6<T>(filter, options | undefined)` */
export function callId(className: string, call: Call): string {
  const { signature, parameters, typeArguments, isUncertain } = call;
  const list = parameters.map(({ name, isOptional }) => (isUncertain && isOptional ? `${name} | undefined` : name));
  return `${className}${accessText(signature.member)}#${signature.overload}${typeArguments}(${list.join(', ')})`;
}

/** `.findOne`, `[Symbol.asyncIterator]` */
export function accessText(member: string): string {
  return isSymbol(member) ? member : `.${member}`;
}

/** Whether a member is named by a symbol, and so is Node's or the language's to call. */
export function isSymbol(member: string): boolean {
  return member.startsWith('[');
}
