import type { Driver, DriverType } from '../../../model/driver.js';
import { findConstant, findType } from '../../../model/lookup.js';
import { canonicalSignature } from '../../../model/types/signature.js';
import type { ObjectMember, TypeText } from '../../../model/types/type-text.js';

/**
 * A key of a declared type's fields, from the canonical form of all their sources. The same key means the same fields.
 *
 * The fields themselves will not do: with replaced type parameters, types without parts, such as conditional ones, have
 * no canonical text, so their spelling would matter.
 */
export function declaredKey(driver: Driver, name: string): string {
  const lines = new Map<string, string>();
  const visit = (each: string): void => {
    if (lines.has(each)) return;
    const type = findType(driver, each);
    const constant = findConstant(driver, each);
    if (type !== undefined) {
      lines.set(each, declarationKey(type));
      sourcesOf(type).forEach((text) => text.names.forEach((inner) => visit(inner.name)));
    } else if (constant !== undefined) {
      lines.set(each, constant.type.canonical);
    }
  };
  visit(name);
  return [...lines]
    .map(([each, line]) => `${each} ${line}`)
    .toSorted()
    .join('\n');
}

/** The types from which a type gets its fields. The types of its own fields are compared as they are. */
function sourcesOf(type: DriverType): readonly TypeText[] {
  return type.type === undefined ? type.extends : [type.type];
}

function declarationKey({ kind, typeParameters, extends: bases, members, type }: DriverType): string {
  const parameters = typeParameters.map((each) => `${each.constraint?.canonical} ${each.default?.canonical}`);
  return [kind, ...parameters, ...bases.map((base) => base.canonical), type?.canonical, ...members.map(memberKey)].join(
    '; ',
  );
}

function memberKey(member: ObjectMember): string {
  switch (member.kind) {
    case 'property':
      return `${member.readonly} ${member.name} ${member.optional} ${member.type.canonical} ${member.setterType?.canonical}`;
    case 'method':
      return `${member.name} ${member.optional} ${member.overloads.map(canonicalSignature).join(' & ')}`;
    case 'index':
      return `${member.key.canonical} ${member.type.canonical}`;
    default:
      return `${member.kind} ${canonicalSignature(member.signature)}`;
  }
}
