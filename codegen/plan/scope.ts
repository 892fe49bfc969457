import type { Place } from '../common/place.js';
import type { Problem } from '../common/problem.js';
import type { DeclaredMember, ImportType, ImportValue } from '../frameworks/contract/told.js';
import type { PlaceOf } from '../frameworks/framework-source.js';
import type { Framework } from '../frameworks/framework.js';
import type { Driver } from '../model/driver.js';
import type { TypeParameter } from '../model/types/type-text.js';
import type { Imports } from './text/imports.js';
import type { Wrapped } from './types/wrapped-types.js';

/** The scope of an emitted module: where names come from, and where imports and problems are collected. */
export interface Scope {
  readonly driver: Driver;
  readonly wrapped: Wrapped;
  readonly framework: Framework;
  readonly placeOf: PlaceOf;
  readonly imports: Imports;
  /** The classes, or in `types.ts` the types, that the module declares itself. */
  readonly own: ReadonlySet<string>;
  /** The type parameters in scope, whose names do not refer to declarations. */
  readonly typeParameters: ReadonlySet<string>;
  readonly problems: Problem[];
  /** The member that is being planned. Undefined for a class or a type as a whole. */
  readonly member: DeclaredMember | undefined;
  /** What is being planned, for messages. */
  readonly subject: string;
  readonly place: Place;
}

/** The scope inside a declaration with type parameters. */
export function within(scope: Scope, typeParameters: readonly TypeParameter[], more: Partial<Scope> = {}): Scope {
  const names = new Set([...scope.typeParameters, ...typeParameters.map((each) => each.name)]);
  return { ...scope, ...more, typeParameters: names };
}

/** The function with which a framework imports the names in a type. */
export function importType(scope: Pick<Scope, 'imports'>): ImportType {
  return (name, module) => scope.imports.ours(name, module, 'type');
}

/** The function with which a framework imports values. */
export function importValue(scope: Pick<Scope, 'imports'>): ImportValue {
  return (name, module) => scope.imports.ours(name, module);
}

/**
 * The namespace of the driver in emitted code: `driver` for types, `mongodb` for values. Declarations must not import
 * the package as a namespace, see `templates/driver.hbs`.
 */
export function driverNamespace(scope: Scope, use: 'type' | 'value'): string {
  return use === 'type'
    ? scope.imports.ours('*', './driver.js', 'type')
    : scope.imports.ours('*', scope.driver.package);
}
