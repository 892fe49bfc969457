import type { DriverClass } from '../model/driver.js';
import { findClass } from '../model/lookup.js';
import type { TypeText } from '../model/type-text.js';
import { type Code, list } from './layout.js';
import type { MemberScope } from './member-scope.js';
import { driverNamespace, spell } from './spell.js';

/** The base that the wrapper of a class extends: a wrapper, or what its delegate's own nature asks for. */
export function baseCode(scope: MemberScope, declared: DriverClass): Code {
  const base = wrappedBase(scope, declared);
  if (base !== undefined) {
    scope.imports.theirs(base.name, `./${base.name}.js`, 'value');
    return spell(scope, base.type, 'out');
  }
  const delegate = delegateType(scope, declared);
  const nature = natureOf(scope, declared);
  const foreign = nature?.foreign ?? '';
  if (foreign === 'stream.Readable') return [scope.imports.ours('DelegatingReadable', '../internal/streams.js'), `<${delegate}>`];
  if (foreign === 'stream.Writable') return [scope.imports.ours('DelegatingWritable', '../internal/streams.js'), `<${delegate}>`];
  if (foreign === 'events.EventEmitter') {
    const events = nature?.typeArgument === undefined ? 'any' : spell(scope, nature.typeArgument, 'in');
    return [scope.imports.ours('Emitter', '../internal/emitter.js'), { ...list('<', [delegate, events], '>'), isArguments: true }];
  }
  return [scope.imports.ours('Wrapper', '../internal/wrapper.js'), `<${delegate}>`];
}

/** The wrapped class that a class extends, as its heritage names it. */
export function wrappedBase(scope: MemberScope, declared: DriverClass): { name: string; type: TypeText } | undefined {
  const type = declared.extends;
  if (type?.shape.kind !== 'reference' || !scope.wrapped.isWrapped(type.shape.name)) return undefined;
  return { name: type.shape.name, type };
}

/** The class outside the driver that a class descends from, and the type argument on the way, which names its events. */
function natureOf(scope: MemberScope, declared: DriverClass): { foreign: string; typeArgument: TypeText | undefined } | undefined {
  const { shape } = declared.extends ?? {};
  if (shape?.kind !== 'reference') return undefined;
  const foreign = scope.driver.imports.get(shape.name);
  if (foreign !== undefined) return { foreign: `${foreign.module.replace(/^node:/, '')}.${foreign.name}`, typeArgument: undefined };
  const base = findClass(scope.driver, shape.name);
  const nature = base === undefined ? undefined : natureOf(scope, base);
  return nature === undefined ? undefined : { ...nature, typeArgument: shape.arguments[0]?.type ?? nature.typeArgument };
}

/** `driver.Collection<TSchema>` */
export function delegateType(scope: MemberScope, declared: DriverClass): string {
  return `${driverNamespace(scope, 'type')}.${declared.name}${argumentsOf(declared)}`;
}

/** A class's own type parameters as arguments: `<TSchema>`. */
export function argumentsOf(declared: DriverClass): string {
  const { typeParameters } = declared;
  return typeParameters.length === 0 ? '' : `<${typeParameters.map((each) => each.name).join(', ')}>`;
}
