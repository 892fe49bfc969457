import type { Driver, DriverClass } from '../../../model/driver.js';
import { findType } from '../../../model/lookup.js';
import { partsOf } from '../../../model/types/parts.js';
import type { ObjectMember, Signature, TypeText } from '../../../model/types/type-text.js';
import type { Use } from '../../types/compare-types.js';

/**
 * How users use the objects of each declared type: `give` if it only appears in arguments that they pass.
 *
 * A type that no class member reaches counts as read.
 */
export function usesOf(driver: Driver): (name: string) => Use {
  const found = new Walk(driver);
  driver.classes.filter((each) => each.exported).forEach((each) => found.enterClass(each));
  driver.constants.filter((each) => each.exported).forEach((each) => found.enter(each.type, 'read'));
  return (name) => (found.isGivenOnly(name) ? 'give' : 'read');
}

class Walk {
  readonly #seen = new Set<string>();

  constructor(private readonly driver: Driver) {}

  isGivenOnly(name: string): boolean {
    return this.#seen.has(`give ${name}`) && !this.#seen.has(`read ${name}`);
  }

  enterClass(declared: DriverClass): void {
    // The type arguments of a base, such as the map of events, describe functions that users pass.
    if (declared.extends !== undefined) this.enter(declared.extends, 'give');
    declared.constructors.forEach((each) => this.#enterSignature(each, 'read'));
    declared.protectedConstructors?.forEach((each) => this.#enterSignature(each, 'read'));
    for (const member of [...declared.members, ...(declared.protected ?? [])]) {
      if (member.kind === 'property') this.enter(member.type, 'read');
      else member.overloads.forEach((each) => this.#enterSignature(each, 'read'));
    }
  }

  enter(type: TypeText, use: Use): void {
    const { shape } = type;
    if (shape.kind === 'function') this.#enterSignature(shape.signature, use);
    else if (shape.kind === 'object') shape.members.forEach((member) => this.#enterMember(member, use));
    else partsOf(shape).forEach((part) => this.enter(part.type, use));
    if (shape.kind === 'reference') this.#enterDeclared(shape.name, use);
    // A type without parts may be used in any way.
    if (shape.kind === 'other') type.names.forEach(({ name }) => this.#enterDeclared(name, 'read'));
  }

  #enterDeclared(name: string, use: Use): void {
    const key = `${use} ${name}`;
    const declared = findType(this.driver, name);
    if (declared === undefined || this.#seen.has(key)) return;
    this.#seen.add(key);
    if (declared.type !== undefined) this.enter(declared.type, use);
    declared.extends.forEach((base) => this.enter(base, use));
    declared.members.forEach((member) => this.#enterMember(member, use));
  }

  #enterMember(member: ObjectMember, use: Use): void {
    switch (member.kind) {
      case 'property':
      case 'index':
        return this.enter(member.type, use);
      case 'method':
        return member.overloads.forEach((each) => this.#enterSignature(each, use));
      default:
        return this.#enterSignature(member.signature, use);
    }
  }

  /** The caller of a function passes its arguments and reads its result. */
  #enterSignature({ parameters, returns }: Signature, use: Use): void {
    parameters.forEach((each) => this.enter(each.type, use === 'read' ? 'give' : 'read'));
    this.enter(returns, use);
  }
}
