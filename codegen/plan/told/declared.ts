import type { DeclaredClass, DeclaredDriver, DeclaredError, DeclaredMember } from '../../frameworks/contract/told.js';
import type { Driver, DriverClass } from '../../model/driver.js';
import { exportedName } from '../../model/exported-names.js';
import { ancestors, findClass } from '../../model/lookup.js';
import { memberKey } from '../../model/member-key.js';
import type { ClassPair } from '../../reconcile/pairs.js';
import { itemType } from '../classes/item-type.js';
import { planSignature } from '../members/plan-signature.js';
import type { MemberScope, Told } from '../member-scope.js';
import { spellTypeParameters } from '../types/spell.js';

/** What frameworks are told of members: their kinds, and what they may fail with. */
export function toldOf(driver: Driver, pairs: readonly ClassPair[]): Told {
  const kinds = new Map(
    pairs.flatMap((pair) =>
      pair.pairs.map(({ member, claim }) => [
        `${pair.class.name} ${memberKey(member.name, member.static)}`,
        claim.kind,
      ]),
    ),
  );
  return {
    kindOf: (className, key) => kinds.get(`${className} ${key}`),
    errors: driverErrors(driver).flatMap((each) => (each.extends === undefined ? [each.name] : [])),
  };
}

/** What a framework is told of a member of the class that is being planned. */
export function declaredMember(
  scope: MemberScope,
  { name, static: isStatic }: { readonly name: string; readonly static: boolean },
): DeclaredMember {
  const key = memberKey(name, isStatic);
  const owners = [scope.class.name, ...ancestors(scope.driver, scope.class.name)];
  const kind = owners.flatMap((owner) => scope.told.kindOf(owner, key) ?? [])[0] ?? 'method';
  return { class: scope.class.name, name, static: isStatic, kind, role: scope.role, errors: scope.told.errors };
}

/** What a framework is told of a class. */
export function declaredClass(scope: MemberScope, declared: DriverClass): DeclaredClass {
  const typeParameters = new Set(declared.typeParameters.map((each) => each.name));
  const own: MemberScope = { ...scope, class: declared, typeParameters };
  const lineage = [declared.name, ...ancestors(scope.driver, declared.name)];
  const members = lineage.flatMap((name) => findClass(scope.driver, name)?.members ?? []);
  return {
    name: declared.name,
    typeParameters: () => spellTypeParameters(own, declared.typeParameters, 'class'),
    members: new Map(
      members.toReversed().map((each) => [memberKey(each.name, each.static), declaredMember(own, each)]),
    ),
    item: () => itemType(own, declared),
    role: scope.role,
    constructors: () => declared.constructors.map((signature) => planSignature(own, signature).parameters),
  };
}

/** What a framework is told of the whole driver, for modules that are made from it. */
export function declaredDriver(driver: Driver, classes: readonly DeclaredClass[]): DeclaredDriver {
  return { package: driver.package, version: driver.version, classes, errors: driverErrors(driver) };
}

/** The exported classes that are errors, bases before what extends them. */
function driverErrors(driver: Driver): DeclaredError[] {
  const isError = ({ name }: DriverClass): boolean =>
    [name, ...ancestors(driver, name)].some((each) => baseName(findClass(driver, each)) === 'Error');
  const depth = ({ name }: DriverClass): number => ancestors(driver, name).length;
  return driver.classes
    .filter((each) => isError(each) && exportedName(driver, each.name) !== undefined)
    .toSorted((a, b) => depth(a) - depth(b))
    .map((each) => {
      const base = baseName(each);
      const isOurs = base !== undefined && base !== 'Error' && exportedName(driver, base) !== undefined;
      return {
        name: exportedName(driver, each.name) ?? each.name,
        extends: isOurs ? exportedName(driver, base) : undefined,
      };
    });
}

function baseName(declared: DriverClass | undefined): string | undefined {
  const shape = declared?.extends?.shape;
  return shape?.kind === 'reference' ? shape.name : undefined;
}
