import type { DriverClass } from '../../model/driver.js';
import { emittedAs } from '../../model/exported-names.js';
import { findClass } from '../../model/lookup.js';
import type { TypeText } from '../../model/types/type-text.js';
import type { MemberScope } from '../member-scope.js';
import { type Code, list } from '../text/layout.js';
import { modulePath } from '../text/modules.js';
import { importType } from '../scope.js';
import { ofDriver } from '../types/driver-names.js';
import { spell, spellHanded } from '../types/spell.js';
import { declaredClass } from '../told/declared.js';
import { itemType } from './item-type.js';

/** The base class of a wrapper: another wrapper, or the one that fits its delegate. */
export function baseCode(scope: MemberScope, declared: DriverClass): Code {
  const base = wrappedBase(scope, declared);
  if (base !== undefined && scope.role !== 'run') {
    const emitted = emittedAs(scope.driver, base.name);
    scope.imports.theirs(emitted, modulePath(emitted), 'value', base.name);
    return spell(scope, base.type, 'out');
  }
  if (scope.role === 'recipe') return recipeBase(scope, declared, delegateType(scope, declared));
  const delegate = `${ofDriver(scope, declared.name)}${anyArguments(declared)}`;
  const nature = natureOf(scope, declared);
  const bases = scope.framework.bases ?? {};
  switch (nature?.foreign) {
    case 'stream.Readable':
      return applied(importBase(scope, chosen(scope, declared, bases.readable), 'DelegatingReadable', 'streams'), [
        delegate,
      ]);
    case 'stream.Writable':
      return applied(importBase(scope, chosen(scope, declared, bases.writable), 'DelegatingWritable', 'streams'), [
        delegate,
      ]);
    case 'events.EventEmitter':
      return applied(importBase(scope, bases.emitter, 'Emitter', 'emitter'), [
        delegate,
        eventsType(scope, nature.typeArgument),
      ]);
    default:
      return applied(importBase(scope, undefined, 'Wrapper', 'wrapper'), [delegate]);
  }
}

/** `ObservableCursor<driver.ChangeStream<TSchema, TChange>, TChange, ChangeStreamRun<TSchema, TChange>>` */
function recipeBase(scope: MemberScope, declared: DriverClass, delegate: string): Code {
  const base = scope.framework.bases?.recipe?.(declaredClass(scope, declared), importType(scope)) ?? '';
  const { name, typeArguments } = typeof base === 'string' ? { name: base, typeArguments: [] } : base;
  const run = runName(scope, declared);
  const runType = `${scope.imports.theirs(run, modulePath(run))}${ownArguments(declared)}`;
  return applied(scope.imports.ours(name, './runtime.js'), [
    delegate,
    itemType(scope, declared) ?? 'unknown',
    runType,
    ...typeArguments,
  ]);
}

function eventsType(scope: MemberScope, argument: TypeText | undefined): string {
  return argument === undefined ? 'any' : spellHanded(scope, argument);
}

type StreamBase = NonNullable<MemberScope['framework']['bases']>['readable'];

function chosen(scope: MemberScope, declared: DriverClass, base: StreamBase): string | undefined {
  return typeof base === 'function' ? base(declaredClass(scope, declared)) : base;
}

/** Imports the framework's own base, or the shared one. */
function importBase(scope: MemberScope, own: string | undefined, shared: string, module: string): string {
  return own === undefined
    ? scope.imports.ours(shared, `../internal/${module}.js`)
    : scope.imports.ours(own, './runtime.js');
}

/** `Emitter<driver.MongoClient, MongoClientEvents>` */
function applied(name: string, types: readonly string[]): Code {
  return [name, { ...list('<', types, '>'), isArguments: true }];
}

/** The wrapped class that a class extends. */
export function wrappedBase(scope: MemberScope, declared: DriverClass): { name: string; type: TypeText } | undefined {
  const type = declared.extends;
  if (type?.shape.kind !== 'reference' || !scope.wrapped.isWrapped(type.shape.name)) return undefined;
  return { name: type.shape.name, type };
}

/** The class outside the driver that a class descends from, and the type argument that names its events. */
function natureOf(
  scope: MemberScope,
  declared: DriverClass,
): { foreign: string; typeArgument: TypeText | undefined } | undefined {
  const { shape } = declared.extends ?? {};
  if (shape?.kind !== 'reference') return undefined;
  const foreign = scope.driver.imports.get(shape.name);
  if (foreign !== undefined)
    return { foreign: `${foreign.module.replace(/^node:/, '')}.${foreign.name}`, typeArgument: undefined };
  const base = findClass(scope.driver, shape.name);
  const nature = base === undefined ? undefined : natureOf(scope, base);
  return nature === undefined
    ? undefined
    : { ...nature, typeArgument: shape.arguments[0]?.type ?? nature.typeArgument };
}

/** `driver.Collection<TSchema>` */
export function delegateType(scope: MemberScope, declared: DriverClass): string {
  return `${ofDriver(scope, declared.name)}${ownArguments(declared)}`;
}

/**
 * Whether a class declares its delegate itself: if its base is that of another class, or if the delegate has type
 * arguments. The compiler works out every type argument of a base for each type of the class in a program, but the type
 * of a field only where it is used.
 */
export function declaresDelegate(scope: MemberScope, declared: DriverClass): boolean {
  if (wrappedBase(scope, declared) !== undefined) return scope.role !== 'run';
  return scope.role !== 'recipe' && declared.typeParameters.length > 0;
}

/** `any` for each type parameter of a class: `<any, any>`. */
export function anyArguments({ typeParameters }: DriverClass): string {
  return typeParameters.length === 0 ? '' : `<${typeParameters.map(() => 'any').join(', ')}>`;
}

/** A class's own type parameters as arguments: `<TSchema>`. */
export function ownArguments(declared: DriverClass): string {
  const { typeParameters } = declared;
  return typeParameters.length === 0 ? '' : `<${typeParameters.map((each) => each.name).join(', ')}>`;
}

/** The name of the class of a cursor's run. */
export function runName(scope: Pick<MemberScope, 'driver'>, declared: DriverClass): string {
  return `${emittedAs(scope.driver, declared.name)}Run`;
}
