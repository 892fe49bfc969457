import type { Driver, DriverClass, DriverMember, DriverType, ObjectMember, Signature } from '../model/driver.js';
import { effectiveFields } from '../model/fields.js';
import { findType } from '../model/lookup.js';
import type { TypeText } from '../model/type-text.js';
import { byCodeUnit } from '../order.js';
import { allBases, basesOf } from './bases.js';
import { memberSubject } from './change.js';

/** A type that a member mentions, and the type parameters around it. */
interface Mention {
  readonly member: string;
  readonly type: TypeText;
  readonly variables: readonly string[];
}

/** Which members of the public classes come to see a declared type. */
export class Reach {
  readonly #mentions: readonly Mention[];
  /** Declared type to every declared type in it, at any depth; classes are not looked into. */
  readonly #inside = new Map<string, ReadonlySet<string>>();

  constructor(private readonly driver: Driver) {
    this.#mentions = driver.classes.filter((each) => each.exported).flatMap(mentionsOf);
  }

  /** Members that mention a type, themselves or through the types that they mention. */
  of(name: string): string[] {
    return subjects(this.#mentions.filter((mention) => this.#mentionsType(mention, name)));
  }

  /** The same for a field of the type; where the type is only a base, the field must not be left out on the way. */
  ofField(name: string, field: string): string[] {
    return subjects(
      this.#mentions.filter((mention) => {
        if (!this.#mentionsType(mention, name)) return false;
        const isBase = allBases(this.driver, basesOf(mention.type)).has(name);
        if (!isBase) return true;
        const { fields, open, foreign } = effectiveFields(this.driver, mention.type, mention.variables);
        return fields.has(field) || open || foreign.length > 0;
      }),
    );
  }

  #mentionsType({ type }: Mention, name: string): boolean {
    return type.names.some((each) => each.name === name || this.#namesInside(each.name).has(name));
  }

  #namesInside(name: string): ReadonlySet<string> {
    const known = this.#inside.get(name);
    if (known !== undefined) return known;
    const found = new Set<string>();
    const visit = (each: string): void => {
      const type = findType(this.driver, each);
      if (type === undefined) return;
      for (const inner of typesOf(type).flatMap((text) => text.names)) {
        if (found.has(inner.name)) continue;
        found.add(inner.name);
        visit(inner.name);
      }
    };
    visit(name);
    this.#inside.set(name, found);
    return found;
  }
}

function subjects(mentions: readonly Mention[]): string[] {
  return [...new Set(mentions.map((mention) => mention.member))].sort(byCodeUnit);
}

function mentionsOf(declared: DriverClass): Mention[] {
  const outer = declared.typeParameters.map((each) => each.name);
  const ofSignature = (member: string, signature: Signature): Mention[] => {
    const variables = [...outer, ...signature.typeParameters.map((each) => each.name)];
    const types = [...signature.parameters.map((each) => each.type), signature.returns];
    return types.map((type) => ({ member, type, variables }));
  };
  const ofMember = (member: DriverMember): Mention[] => {
    const subject = memberSubject(declared.name, member);
    if (member.kind === 'property') return [{ member: subject, type: member.type, variables: outer }];
    return member.overloads.flatMap((overload) => ofSignature(subject, overload));
  };
  return [
    ...declared.constructors.flatMap((each) =>
      ofSignature(`${declared.name}.constructor`, each).filter((mention) => mention.type !== each.returns),
    ),
    ...declared.members.flatMap(ofMember),
    ...(declared.extends === undefined ? [] : [{ member: declared.name, type: declared.extends, variables: outer }]),
  ];
}

function typesOf(type: DriverType): TypeText[] {
  return [...type.extends, ...(type.type === undefined ? [] : [type.type]), ...type.members.flatMap(typesOfMember)];
}

function typesOfMember(member: ObjectMember): TypeText[] {
  switch (member.kind) {
    case 'property':
      return [member.type];
    case 'index':
      return [member.key, member.type];
    case 'method':
      return member.overloads.flatMap(typesOfSignature);
    default:
      return typesOfSignature(member.signature);
  }
}

function typesOfSignature({ parameters, returns }: Signature): TypeText[] {
  return [...parameters.map((each) => each.type), returns];
}
