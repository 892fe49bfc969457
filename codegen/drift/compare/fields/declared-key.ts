import type { Driver, DriverType } from '../../../model/driver.js';
import { findConstant, findType } from '../../../model/lookup.js';
import { canonicalSignature } from '../../../model/types/signature.js';
import type { ObjectMember, TypeText } from '../../../model/types/type-text.js';

/**
 * Everything that a declared type has its fields from, in canonical form: the same key means the same fields.
 *
 * Fields with filled-in type parameters have no canonical text of their own where nothing looks into their types, as in a
 * conditional type, so that how they are written would tell them apart.
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

/** What a type takes its fields from; the types of its own fields are compared as they are. */
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
