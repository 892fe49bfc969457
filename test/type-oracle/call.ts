import type { ApiParameter, ApiSignature } from './driver-api.js';
import { isInferable } from './markers.js';

/** A call of an overload with some of its parameters, from the first on. */
export interface Call {
  readonly signature: ApiSignature;
  readonly parameters: readonly ApiParameter[];
  /** `<T>`, or empty, so that the compiler infers them or uses defaults. */
  readonly typeArguments: string;
  readonly arguments: ArgumentStyle;
}

/**
 * The types of arguments: as declared; optional ones as `T | undefined`, like a variable, or as `undefined`; or all as
 * `any`, except functions, which distinguish overloads.
 */
export type ArgumentStyle = 'declared' | 'or undefined' | 'undefined' | 'any';

/** All calls of an overload: with every number of optional arguments, with and without type arguments. */
export function callsOf(signature: ApiSignature): Call[] {
  const { parameters } = signature;
  const required = parameters.findLastIndex((parameter) => !parameter.isOptional) + 1;
  const counts = Array.from({ length: parameters.length - required + 1 }, (_, more) => required + more);
  const explicit = `<${signature.typeParameters.map(({ name }) => name).join(', ')}>`;
  const typeArguments = signature.typeParameters.length === 0 ? [''] : ['', explicit];
  return counts.flatMap((count) =>
    typeArguments.flatMap((typeArguments) => {
      const call: Call = { signature, parameters: parameters.slice(0, count), typeArguments, arguments: 'declared' };
      if (count === required) return [call];
      return [call, { ...call, arguments: 'or undefined' }, { ...call, arguments: 'undefined' }];
    }),
  );
}

/** The call as an expression: on `raw` or `wrapper`, or on their classes. */
export function callText(
  on: 'raw' | 'wrapper',
  call: Call,
  argument: (name: string) => string,
  ...last: string[]
): string {
  const { member, isStatic } = call.signature;
  const list = [...call.parameters.map(({ name }) => argument(name)), ...last];
  return `${on}${isStatic ? 'Class' : ''}${accessText(member)}${call.typeArguments}(${list.join(', ')})`;
}

/** Statements that declare the arguments with the driver's own parameter types. */
export function argumentLines(call: Call): string[] {
  return call.parameters.map((parameter) => `const ${parameter.name} = given<${argumentType(call, parameter)}>();`);
}

function argumentType({ arguments: style }: Call, { type, isOptional }: ApiParameter): string {
  if (style === 'any') return `AnyUnlessFunction<${type}>`;
  if (!isOptional || style === 'declared') return type;
  return style === 'undefined' ? 'undefined' : `(${type}) | undefined`;
}

/** Whether a type parameter has its default, since it has no type argument and cannot be inferred from arguments. */
export function isDefaulted(call: Call, constraint: string | undefined): boolean {
  return call.typeArguments === '' && !isInferable(constraint);
}

/** `Collection.findOne#6<T>(filter, options or undefined)` */
export function callId(className: string, call: Call): string {
  const { signature, parameters, typeArguments, arguments: style } = call;
  const isSpecial = ({ isOptional }: ApiParameter): boolean => style === 'any' || (isOptional && style !== 'declared');
  const list = parameters.map((parameter) => (isSpecial(parameter) ? `${parameter.name}: ${style}` : parameter.name));
  return `${memberName(className, signature)}#${signature.overload}${typeArguments}(${list.join(', ')})`;
}

/** `Collection.findOne`, `static MongoClient.connect` */
export function memberName(className: string, { member, isStatic }: { member: string; isStatic?: boolean }): string {
  return `${isStatic === true ? 'static ' : ''}${className}${accessText(member)}`;
}

/** `.findOne`, `[Symbol.asyncIterator]` */
function accessText(member: string): string {
  return isSymbol(member) ? member : `.${member}`;
}

/** Whether a member is named by a symbol, and so is called by Node or the language. */
export function isSymbol(member: string): boolean {
  return member.startsWith('[');
}
