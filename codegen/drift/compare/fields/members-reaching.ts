import { byCodeUnit } from '../../../common/order.js';
import type { Driver, DriverClass, DriverMember } from '../../../model/driver.js';
import { effectiveFields } from '../../../model/fields/effective-fields.js';
import { findClass, findType } from '../../../model/lookup.js';
import { referenceTo } from '../../../model/types/reference.js';
import type { Signature, TypeText } from '../../../model/types/type-text.js';
import { memberSubject } from '../../change.js';
import { comparedParts } from '../../types/compared-parts.js';
import { allBases, basesOf } from './bases-of-types.js';

/** A type in a member, and the type parameters in scope. */
interface Mention {
  readonly member: string;
  readonly type: TypeText;
  readonly variables: readonly string[];
}

interface WantedField {
  readonly name: string;
  readonly isDeclared: boolean;
}

/** A type on a path, with its key. */
interface Step {
  readonly key: string;
  readonly type: TypeText;
}

/** A type with the members that mention it. */
interface Mentioned extends Step {
  readonly variables: readonly string[];
  readonly members: string[];
}

/** A type whose parts are followed. */
interface Node {
  readonly bases: ReadonlySet<string>;
  readonly has: (field: WantedField) => boolean;
  /** The types of its fields and parts. */
  readonly inner: readonly Step[];
}

/**
 * Finds the members of public classes that reach a declared type. Classes are not followed, since they are not options.
 */
export class Reach {
  /** Each type once, since the path from it is the same for all members. */
  readonly #mentioned: readonly Mentioned[];
  readonly #nodes = new Map<string, Node>();
  readonly #found = new Map<string, readonly string[]>();

  constructor(private readonly driver: Driver) {
    const found = new Map<string, Mentioned>();
    for (const { member, type, variables } of driver.classes.filter((each) => each.exported).flatMap(mentionsOf)) {
      const step = this.#stepTo(type);
      const same = found.get(step.key);
      if (same === undefined) found.set(step.key, { ...step, variables, members: [member] });
      else same.members.push(member);
    }
    this.#mentioned = [...found.values()];
  }

  /**
   * The members that mention a type, directly or through the fields of other types.
   *
   * @param field - a field of the type that must not be dropped on the path, as by an `Omit`
   */
  of(name: string, field?: string): readonly string[] {
    const key = `${name} ${field ?? ''}`;
    let members = this.#found.get(key);
    if (members === undefined) this.#found.set(key, (members = this.#membersReaching(name, field)));
    return members;
  }

  #membersReaching(name: string, field: string | undefined): string[] {
    const known = new Map<string, boolean>();
    // For a declared field, the path is known. A field of a foreign type may exist wherever that type does.
    const isDeclared = field !== undefined && this.#declares(name, field);
    const wanted = field === undefined ? undefined : { name: field, isDeclared };
    const found = this.#mentioned.filter((each) => this.#leadsTo(each, each.variables, name, wanted, known));
    return [...new Set(found.flatMap((each) => each.members))].sort(byCodeUnit);
  }

  #declares(name: string, field: string): boolean {
    return effectiveFields(this.driver, referenceTo(name)).fields.has(field);
  }

  #leadsTo(
    step: Step,
    variables: readonly string[],
    name: string,
    field: WantedField | undefined,
    known: Map<string, boolean>,
  ): boolean {
    const { key } = step;
    const before = known.get(key);
    if (before !== undefined) return before;
    // A recursive type adds nothing.
    known.set(key, false);
    const node = this.#nodeOf(step, variables);
    const isThere = node.bases.has(name) && (field === undefined || node.has(field));
    const leads = isThere || node.inner.some((each) => this.#leadsTo(each, variables, name, field, known));
    known.set(key, leads);
    return leads;
  }

  #nodeOf({ key, type }: Step, variables: readonly string[]): Node {
    let node = this.#nodes.get(key);
    if (node === undefined) this.#nodes.set(key, (node = this.#lookAt(type, variables)));
    return node;
  }

  /** A declared type is the same node for all type arguments, since a recursive one would never end. */
  #stepTo(type: TypeText): Step {
    const { shape, text } = type;
    const isOpen =
      shape.kind === 'reference' && shape.arguments.length > 0 && findType(this.driver, shape.name) !== undefined;
    return { key: isOpen ? `${shape.name}<>` : text, type };
  }

  #lookAt(type: TypeText, variables: readonly string[]): Node {
    const { shape } = type;
    const bases = allBases(this.driver, basesOf(type));
    const parts = comparedParts(shape).map((part) => this.#stepTo(part.type));
    if (shape.kind === 'reference' && findClass(this.driver, shape.name) !== undefined) {
      return { bases, has: () => false, inner: parts };
    }
    // The parts of a union or an intersection are separate nodes, including classes.
    if (parts.length > 0 && shape.kind !== 'reference') return { bases: new Set(), has: () => false, inner: parts };
    const { fields, open, foreign } = effectiveFields(this.driver, type, variables);
    const alias = shape.kind === 'reference' ? findType(this.driver, shape.name)?.type : undefined;
    const inner = [...fields.values()]
      .map((each) => this.#stepTo(each.type))
      .concat(fields.size === 0 || alias !== undefined ? parts : [], alias === undefined ? [] : this.#stepTo(alias));
    const isOpen = open || foreign.length > 0;
    const has = (field: WantedField): boolean => fields.has(field.name) || (!field.isDeclared && isOpen);
    return { bases, has, inner };
  }
}

function mentionsOf(declared: DriverClass): Mention[] {
  const outer = declared.typeParameters.map((each) => each.name);
  const ofSignature = (member: string, { typeParameters, parameters }: Signature, returns: TypeText[]): Mention[] => {
    const variables = [...outer, ...typeParameters.map((each) => each.name)];
    return [...parameters.map((each) => each.type), ...returns].map((type) => ({ member, type, variables }));
  };
  const ofMember = (member: DriverMember): Mention[] => {
    const subject = memberSubject(declared.name, member);
    if (member.kind === 'property') return [{ member: subject, type: member.type, variables: outer }];
    return member.overloads.flatMap((overload) => ofSignature(subject, overload, [overload.returns]));
  };
  return [
    ...declared.constructors.flatMap((each) => ofSignature(`${declared.name}.constructor`, each, [])),
    ...declared.members.flatMap(ofMember),
    ...(declared.extends === undefined ? [] : [{ member: declared.name, type: declared.extends, variables: outer }]),
  ];
}
