import { fixInGenerator } from '../../common/project/fix-in-generator.js';
import { emittedAs } from '../../model/exported-names.js';
import { findClass } from '../../model/lookup.js';
import { holdsThis } from '../../model/types/holds-this.js';
import type { ObjectMember, Part, Signature, TypeText } from '../../model/types/type-text.js';
import type { Scope } from '../scope.js';
import { type Code, list } from '../text/layout.js';
import { propertyAccess, propertyKey } from '../text/names.js';
import { spell } from './spell.js';

/** How a value of the driver is converted for users. */
export interface Result {
  /** The type that users see. */
  readonly type: string;
  /** Wraps an expression of the driver's value. Undefined if the value is passed on unchanged. */
  readonly wrap: ((value: string) => Code) | undefined;
  /** The wrapping as a function expression, for `then` and `map`: `classes.Db.wrap`. */
  readonly wrapper: Code | undefined;
}

/** Plans a value that the driver returns: a property, the result of a method or a promise, the payload of an event. */
export function planResult(scope: Scope, type: TypeText): Result {
  const spelled = spell(scope, type, 'out');
  const wrap = planWrap(scope, type);
  const isPartOfThis = type.shape.kind !== 'this' && holdsThis(type);
  if (isPartOfThis || !isWrappedWhole(scope, type)) scope.problems.push(notPlannable(scope, type));
  return { type: spelled, wrap: wrap?.wrap, wrapper: wrap?.wrapper };
}

/** How a value is wrapped, as an expression and as a function. */
export interface Wrap {
  readonly wrap: (value: string) => Code;
  readonly wrapper: Code;
  /** The type of the value, where the compiler cannot infer it. A class is `never`, which is assignable to any type. */
  readonly takes: string;
}

/** Plans only the wrapping. Undefined if the value is passed on unchanged. */
export function planWrap(scope: Scope, type: TypeText): Wrap | undefined {
  const { shape } = type;
  switch (shape.kind) {
    case 'reference':
      return isWrapped(scope, type) ? wrapClass(scope, shape.name) : undefined;
    case 'parenthesized':
      return planWrap(scope, shape.of.type);
    case 'array':
      return wrapItems(scope, shape.of.type);
    case 'object':
      return wrapFields(scope, shape.members);
    case 'union':
      return wrapUnion(scope, shape.parts);
    default:
      return undefined;
  }
}

/**
 * How the argument of a user's function is wrapped, whose type only the driver's declarations know: `classes.Db.wrap`,
 * `(value: never[]) => value.map((item) => classes.Db.wrap(item))`.
 */
export function handedWrapper({ wrap, wrapper, takes }: Wrap, optional: boolean): Code {
  if (optional) return [`(value?: ${takes}) => value && `, wrap('value')];
  return takes === 'never' ? wrapper : [`(value: ${takes}) => `, wrap('value')];
}

/** `classes.Db.wrap(value)` */
function wrapClass(scope: Scope, name: string): Wrap {
  const classes = scope.imports.ours('classes', './classes.js');
  const wrapper = `${classes}.${emittedAs(scope.driver, name)}.wrap`;
  return { wrap: (value) => [wrapper, list('(', [value], ')')], wrapper, takes: 'never' };
}

/**
 * Whether the `wrap` of a class also has the signature of its base: if that is concrete and generic, a subclass that is
 * not generic needs it as well (TS2417).
 */
export function inheritsWrap({ driver, wrapped }: Pick<Scope, 'driver' | 'wrapped'>, name: string): boolean {
  const declared = findClass(driver, name);
  const shape = declared?.extends?.shape;
  if (declared === undefined || shape?.kind !== 'reference' || !wrapped.isWrapped(shape.name)) return false;
  const base = findClass(driver, shape.name);
  const isGeneric = declared.typeParameters.length > 0 && !declared.abstract;
  return base !== undefined && !base.abstract && base.typeParameters.length > 0 && !isGeneric;
}

/** `values.map((value) => classes.Collection.wrap(value))` */
function wrapItems(scope: Scope, item: TypeText): Wrap | undefined {
  const inner = planWrap(scope, item);
  if (inner === undefined) return undefined;
  const wrap = (value: string): Code => [value, '.map((item) => ', inner.wrap('item'), ')'];
  return { wrap, wrapper: ['(items) => ', wrap('items')], takes: `${inner.takes}[]` };
}

/** `({ ...result, collection: classes.Collection.wrap(result.collection) })` */
function wrapFields(scope: Scope, members: readonly ObjectMember[]): Wrap | undefined {
  const fields = members.flatMap((member) => {
    const inner = member.kind === 'property' ? planWrap(scope, member.type) : undefined;
    return member.kind === 'property' && inner !== undefined ? [{ ...inner, member }] : [];
  });
  if (fields.length === 0) return undefined;
  const wrap = (value: string): Code => {
    const items = fields.map(({ member: { name, optional }, wrap: inner }): Code => {
      const from = propertyAccess(value, name);
      const field: Code = [`${propertyKey(name)}: `, inner(from)];
      // A missing field must stay missing, rather than become `undefined`.
      return optional ? [`...(${from} && `, list('{ ', [field], ' }'), ')'] : field;
    });
    return list('({ ', [`...${value}`, ...items], ' })');
  };
  const takes = `{ ${fields.map(({ member, takes: inner }) => `${propertyKey(member.name)}: ${inner}`).join('; ')} }`;
  return { wrap, wrapper: ['(result) => ', wrap('result')], takes };
}

/**
 * Wraps a union. With one wrapped class: `value && classes.Collection.wrap(value)`. With several, the object decides:
 * `wrappers.as(classes.MongoClient, classes, value)`.
 */
function wrapUnion(scope: Scope, parts: readonly Part[]): Wrap | undefined {
  const wrapped = parts.filter((part) => isWrapped(scope, part.type));
  const [first] = wrapped;
  if (first === undefined) return undefined;
  const others = parts.filter((part) => !wrapped.includes(part));
  if (others.some(({ type }) => type.shape.kind !== 'literal' || !['undefined', 'null'].includes(type.shape.of)))
    return undefined;

  const guard = (value: string): string => (others.length === 0 ? '' : `${value} && `);
  const name = first.type.shape.kind === 'reference' ? first.type.shape.name : '';
  const one = wrapClass(scope, name);
  if (wrapped.length === 1) {
    return others.length === 0
      ? one
      : {
          wrap: (value) => [guard(value), one.wrap(value)],
          wrapper: ['(value) => ', guard('value'), one.wrap('value')],
          takes: 'never',
        };
  }
  const wrap = (value: string): Code => [guard(value), wrapByObject(scope, name, value)];
  return { wrap, wrapper: ['(value) => ', wrap('value')], takes: 'never' };
}

/** Wraps a value that may be of several classes: the object decides. */
export function wrapByObject(scope: Scope, fallback: string, value: string): Code {
  const classes = scope.imports.ours('classes', './classes.js');
  const wrappers = scope.imports.ours('wrappers', './classes.js');
  return [`${wrappers}.as`, list('(', [`${classes}.${emittedAs(scope.driver, fallback)}`, classes, value], ')')];
}

function isWrapped(scope: Scope, type: TypeText): boolean {
  const { shape } = type;
  return shape.kind === 'reference' && !scope.typeParameters.has(shape.name) && scope.wrapped.isWrapped(shape.name);
}

/** Whether `planWrap` wraps every occurrence of a wrapped class in a type. */
export function isWrappedWhole(scope: Scope, type: TypeText): boolean {
  if (!namesWrapped(scope, type)) return true;
  const { shape } = type;
  switch (shape.kind) {
    case 'reference':
      return isWrapped(scope, type) && !shape.arguments.some((part) => namesWrapped(scope, part.type));
    case 'parenthesized':
    case 'array':
      return isWrappedWhole(scope, shape.of.type);
    case 'object':
      return shape.members.every((member) => isWrappedField(scope, member));
    case 'union':
      return (
        wrapUnion(scope, shape.parts) !== undefined && shape.parts.every((part) => isWrappedWhole(scope, part.type))
      );
    default:
      return false;
  }
}

function isWrappedField(scope: Scope, member: ObjectMember): boolean {
  switch (member.kind) {
    case 'property':
      // A missing field would become `undefined`.
      return member.optional ? !namesWrapped(scope, member.type) : isWrappedWhole(scope, member.type);
    case 'index':
      return !namesWrapped(scope, member.type);
    case 'method':
      return member.overloads.every((each) => !namesWrappedIn(scope, each));
    case 'call':
    case 'construct':
      return !namesWrappedIn(scope, member.signature);
  }
}

function namesWrappedIn(scope: Scope, { parameters, returns }: Signature): boolean {
  return [returns, ...parameters.map((each) => each.type)].some((type) => namesWrapped(scope, type));
}

/** Whether a type names a wrapped class anywhere. */
export function namesWrapped(scope: Scope, type: TypeText): boolean {
  return type.names.some(
    (name) =>
      !name.value &&
      !scope.typeParameters.has(name.name) &&
      scope.wrapped.isWrapped(name.name) &&
      findClass(scope.driver, name.name) !== undefined,
  );
}

function notPlannable(scope: Scope, type: TypeText) {
  return {
    rule: 'not-plannable',
    severity: 'error' as const,
    subject: scope.subject,
    message: `${scope.subject} returns \`${type.text}\`, which holds a wrapped class in a place that no rule reaches`,
    fix: fixInGenerator('teach codegen/plan/types/plan-result.ts the shape', 'omit the member with that reason'),
    at: scope.place,
  };
}
