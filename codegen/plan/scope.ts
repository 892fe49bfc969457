import type { Place } from '../common/place.js';
import type { Problem } from '../common/problem.js';
import type { DeclaredMember, ImportType, ImportValue } from '../frameworks/contract/told.js';
import type { PlaceOf } from '../frameworks/framework-source.js';
import type { Framework } from '../frameworks/framework.js';
import type { Driver } from '../model/driver.js';
import type { TypeParameter } from '../model/types/type-text.js';
import type { Imports } from './text/imports.js';
import type { Wrapped } from './types/wrapped-types.js';

/** What spelling a type in one emitted module needs: where names come from, and where new imports and problems go. */
export interface Scope {
  readonly driver: Driver;
  readonly wrapped: Wrapped;
  readonly framework: Framework;
  readonly placeOf: PlaceOf;
  readonly imports: Imports;
  /** The classes that the module itself declares, or the types, in the types module. */
  readonly own: ReadonlySet<string>;
  /** Type parameters in reach; a name among them is no reference to a declaration. */
  readonly typeParameters: ReadonlySet<string>;
  readonly problems: Problem[];
  /** The member that is being planned; undefined where a class or a type by itself is. */
  readonly member: DeclaredMember | undefined;
  /** What is being planned, for messages. */
  readonly subject: string;
  readonly place: Place;
}

/** The same scope inside a declaration with type parameters of its own. */
export function within(scope: Scope, typeParameters: readonly TypeParameter[], more: Partial<Scope> = {}): Scope {
  const names = new Set([...scope.typeParameters, ...typeParameters.map((each) => each.name)]);
  return { ...scope, ...more, typeParameters: names };
}

/** What a framework calls to import a name that its spellings use. */
export function importType(scope: Pick<Scope, 'imports'>): ImportType {
  return (name, module) => scope.imports.ours(name, module, 'type');
}

/** The same for values. */
export function importValue(scope: Pick<Scope, 'imports'>): ImportValue {
  return (name, module) => scope.imports.ours(name, module);
}

/**
 * `driver`, by which emitted code reaches the driver's types, or `mongodb`, by which it reaches its values: what stands
 * in declarations must not import the package as a namespace, see `templates/driver.hbs`.
 */
export function driverNamespace(scope: Scope, use: 'type' | 'value'): string {
  return use === 'type'
    ? scope.imports.ours('*', './driver.js', 'type')
    : scope.imports.ours('*', scope.driver.package);
}
