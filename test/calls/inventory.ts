import { packageRoot } from '../../codegen/common/package-root.js';
import { openDriver } from '../../codegen/driver/find/open-driver.js';
import { readDriver } from '../../codegen/driver/read/read-driver.js';
import { functionOf } from '../../codegen/model/derive-kind.js';
import type { Driver, DriverClass, DriverMember, DriverMethod, DriverProperty } from '../../codegen/model/driver.js';
import { effectiveFields } from '../../codegen/model/fields/effective-fields.js';
import { ancestors, findClass } from '../../codegen/model/lookup.js';
import type { Signature, TypeText } from '../../codegen/model/types/type-text.js';
import type { Spec } from '../../codegen/spec/spec.js';
import { spec } from '../support/release/release.js';

/** Where a value contains an object of a wrapped class: the keys that lead to it, or none for the value itself. */
export interface Hold {
  readonly path: readonly string[];
  readonly class: string;
}

/**
 * What the installed driver declares about the wrapped classes, from the reader alone: the tests of calls use nothing
 * that the generator has decided.
 */
export class Inventory {
  readonly classes: readonly DriverClass[];
  readonly #wrapped: ReadonlySet<string>;

  private constructor(
    readonly driver: Driver,
    private readonly spec: Spec,
  ) {
    this.#wrapped = new Set(spec.classes.map((each) => each.class));
    this.classes = driver.classes.filter((each) => this.isWrapped(each.name));
  }

  /** Reads the installed driver. The wrapped classes are those with a file in the spec. */
  static async read(): Promise<Inventory> {
    const declarations = await openDriver({ from: packageRoot() });
    const { driver } = readDriver(declarations.text, declarations);
    return new Inventory(driver, spec);
  }

  isWrapped(name: string): boolean {
    return this.#wrapped.has(name);
  }

  /** The public members of a class and its wrapped bases, its own first. */
  membersOf(name: string): readonly DriverMember[] {
    const lineage = [name, ...ancestors(this.driver, name).filter((base) => this.isWrapped(base))];
    const members = lineage.flatMap((each) => findClass(this.driver, each)?.members ?? []);
    return [...new Map(members.toReversed().map((member) => [`${member.static} ${member.name}`, member])).values()];
  }

  methodsOf(declared: DriverClass): DriverMethod[] {
    return declared.members.filter((member) => member.kind === 'method');
  }

  propertiesOf(declared: DriverClass): DriverProperty[] {
    return declared.members.filter((member) => member.kind === 'property');
  }

  /** Where a value of a type may contain objects of wrapped classes. */
  holdsOf(type: TypeText, within: readonly string[] = []): Hold[] {
    const { shape } = type;
    if (shape.kind === 'parenthesized') return this.holdsOf(shape.of.type, within);
    if (shape.kind === 'reference' && this.isWrapped(shape.name)) return [{ path: [], class: shape.name }];
    if (
      shape.kind === 'union' &&
      shape.parts.some((part) => this.holdsOf(part.type, within).some((hold) => hold.path.length === 0))
    ) {
      return shape.parts.flatMap((part) => this.holdsOf(part.type, within)).filter((hold) => hold.path.length === 0);
    }
    if (!['reference', 'object', 'intersection', 'union'].includes(shape.kind)) return [];
    if (within.includes(type.text) || functionOf(this.driver, type) !== undefined) return [];
    // An object of a class that is not wrapped is passed on, whatever it contains.
    if (shape.kind === 'reference' && findClass(this.driver, shape.name) !== undefined) return [];
    return [...effectiveFields(this.driver, type).fields.values()].flatMap((field) =>
      this.holdsOf(field.type, [...within, type.text]).map((hold) => ({ ...hold, path: [field.name, ...hold.path] })),
    );
  }

  /** The members that a member named by a symbol goes through, according to the spec. */
  throughOf(className: string, member: string): readonly string[] {
    const claims = this.spec.classes.find((each) => each.class === className)?.claims ?? [];
    return claims.filter((each) => each.member === member).flatMap((each) => each.through.map(({ name }) => name));
  }

  /** The wrapped classes that a user's function is called with, by position. Undefined if it is not a function. */
  executorOf(type: TypeText): readonly (string | undefined)[] | undefined {
    const signature = functionOf(this.driver, type);
    return signature?.parameters.map((parameter) => {
      const { shape } = parameter.type;
      return shape.kind === 'reference' && this.isWrapped(shape.name) ? shape.name : undefined;
    });
  }
}

/** `find(filter, options)`, for titles. */
export function titleOf(member: DriverMember, signature: Signature): string {
  const names = signature.parameters.map((each) => `${each.rest ? '...' : ''}${each.name}${each.optional ? '?' : ''}`);
  return `${member.static ? 'static ' : ''}${member.name}(${names.join(', ')})`;
}

export function isAsync(signature: Signature): boolean {
  return signature.returns.shape.kind === 'promise';
}
