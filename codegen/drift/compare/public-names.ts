import type { Driver, DriverClass, DriverType } from '../../model/driver.js';
import { findClass, findConstant, findType } from '../../model/lookup.js';
import type { ObjectMember, Signature, TypeParameter, TypeText } from '../../model/types/type-text.js';

const known = new WeakMap<Driver, ReadonlySet<string>>();

/**
 * Whether users see a declaration: it is exported, or an exported declaration refers to it, directly or not.
 *
 * For example, `typeof MODES` of a constant that is not exported is as public as the member that takes it.
 */
export function isSeen(driver: Driver, name: string): boolean {
  let names = known.get(driver);
  if (names === undefined) known.set(driver, (names = seenNames(driver)));
  return names.has(name);
}

function seenNames(driver: Driver): ReadonlySet<string> {
  const seen = new Set<string>();
  const waiting = driver.exports.map((each) => each.local ?? each.name);
  for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
    if (seen.has(name)) continue;
    seen.add(name);
    // One by one, since a class may have more types than a call can take arguments.
    for (const type of typesOf(driver, name))
      for (const each of type.names) if (!seen.has(each.name)) waiting.push(each.name);
  }
  return seen;
}

/** Every type in a declaration. */
function typesOf(driver: Driver, name: string): TypeText[] {
  const declared = findClass(driver, name);
  const type = findType(driver, name);
  const constant = findConstant(driver, name);
  return [
    ...(declared === undefined ? [] : typesOfClass(declared)),
    ...(type === undefined ? [] : typesOfType(type)),
    ...(constant === undefined ? [] : [constant.type]),
  ];
}

function typesOfClass(declared: DriverClass): TypeText[] {
  return [
    ...bounds(declared.typeParameters),
    ...(declared.extends === undefined ? [] : [declared.extends]),
    ...declared.implements,
    ...[...declared.constructors, ...(declared.protectedConstructors ?? [])].flatMap(typesOfSignature),
    ...(declared.indexes ?? []).flatMap(typesOfMember),
    ...[...declared.members, ...(declared.protected ?? [])].flatMap((member) =>
      member.kind === 'method' ? member.overloads.flatMap(typesOfSignature) : written(member),
    ),
  ];
}

function typesOfType({ typeParameters, extends: bases, members, type }: DriverType): TypeText[] {
  return [
    ...bounds(typeParameters),
    ...bases,
    ...members.flatMap(typesOfMember),
    ...(type === undefined ? [] : [type]),
  ];
}

function typesOfMember(member: ObjectMember): TypeText[] {
  switch (member.kind) {
    case 'property':
      return written(member);
    case 'index':
      return [member.key, member.type];
    case 'method':
      return member.overloads.flatMap(typesOfSignature);
    default:
      return typesOfSignature(member.signature);
  }
}

function written({ type, setterType }: { type: TypeText; setterType?: TypeText | undefined }): TypeText[] {
  return setterType === undefined ? [type] : [type, setterType];
}

function typesOfSignature({ typeParameters, parameters, returns }: Signature): TypeText[] {
  return [...bounds(typeParameters), ...parameters.map((each) => each.type), returns];
}

function bounds(typeParameters: readonly TypeParameter[]): TypeText[] {
  return typeParameters.flatMap((each) => [each.constraint, each.default].filter((type) => type !== undefined));
}
