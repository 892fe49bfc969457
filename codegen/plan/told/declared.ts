import type { DeclaredClass, DeclaredDriver, DeclaredMember } from '../../frameworks/contract/told.js';
import type { Driver, DriverClass } from '../../model/driver.js';
import { ancestors, findClass } from '../../model/lookup.js';
import { memberKey } from '../../model/member-key.js';
import type { ClassPair } from '../../reconcile/pairs.js';
import type { ErrorsSpec } from '../../spec/spec.js';
import { itemType } from '../classes/item-type.js';
import { planSignature } from '../members/plan-signature.js';
import type { MemberScope, Told } from '../member-scope.js';
import { planResult } from '../types/plan-result.js';
import { spellTypeParameters } from '../types/spell.js';
import { declaredErrors, failures } from './errors.js';

/** What the spec says about members: their kinds, the errors that they can fail with, and which bind to a session. */
export function toldOf(driver: Driver, pairs: readonly ClassPair[], errors: ErrorsSpec): Told {
  const kinds = new Map(
    pairs.flatMap((pair) =>
      pair.pairs.map(({ member, claim }) => [
        `${pair.class.name} ${memberKey(member.name, member.static)}`,
        claim.kind,
      ]),
    ),
  );
  const bound = new Map(pairs.map(({ spec }) => [spec.class, spec.bound?.name]));
  const declared = declaredErrors(driver, errors);
  return {
    kindOf: (className, key) => kinds.get(`${className} ${key}`),
    failuresOf: failures(driver, errors),
    errors: () => declared,
    boundBy: (className) => bound.get(className),
  };
}

/** What a framework gets for a member of the class that is being planned. */
export function declaredMember(
  scope: MemberScope,
  { name, static: isStatic }: { readonly name: string; readonly static: boolean },
): DeclaredMember {
  const key = memberKey(name, isStatic);
  const owners = [scope.class.name, ...ancestors(scope.driver, scope.class.name)];
  const kind = owners.flatMap((owner) => scope.told.kindOf(owner, key) ?? [])[0] ?? 'method';
  const errors = scope.told.failuresOf(scope.class.name, key, kind);
  return { class: scope.class.name, name, static: isStatic, kind, role: scope.role, errors };
}

/** What a framework gets for a class. */
export function declaredClass(scope: MemberScope, declared: DriverClass): DeclaredClass {
  const typeParameters = new Set(declared.typeParameters.map((each) => each.name));
  const own: MemberScope = { ...scope, class: declared, typeParameters };
  const lineage = [declared.name, ...ancestors(scope.driver, declared.name)];
  const members = lineage.flatMap((name) => findClass(scope.driver, name)?.members ?? []);
  let told: DeclaredClass['members'] | undefined;
  return {
    name: declared.name,
    typeParameters: () => spellTypeParameters(own, declared.typeParameters, 'class'),
    // Few frameworks read it, and it is long.
    get members() {
      return (told ??= new Map(
        members.toReversed().map((each) => [memberKey(each.name, each.static), declaredMember(own, each)]),
      ));
    },
    item: () => itemType(own, declared),
    role: scope.role,
    isWrapped: (name) => scope.wrapped.isWrapped(name),
    overloads: (key) => {
      const named = members.find((each) => memberKey(each.name, each.static) === key);
      if (named === undefined) return [];
      if (named.kind === 'method') return named.overloads.map((signature) => planSignature(own, signature));
      return [{ typeParameters: [], parameters: [], returns: planResult(own, named.type).type, resolves: undefined }];
    },
    constructors: () => declared.constructors.map((signature) => planSignature(own, signature).parameters),
  };
}

/** What a framework gets for the whole driver, for modules that it writes. */
export function declaredDriver(
  driver: Driver,
  classes: readonly DeclaredClass[],
  { errors }: Pick<Told, 'errors'>,
): DeclaredDriver {
  return { package: driver.package, version: driver.version, classes, errors: errors() };
}
