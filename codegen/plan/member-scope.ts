import type { DeclaredError, DeclaredMember } from '../frameworks/contract/told.js';
import type { Driver, DriverClass, DriverMember } from '../model/driver.js';
import { ancestors, findClass, findMember } from '../model/lookup.js';
import type { MemberKind } from '../model/member-kind.js';
import type { Role } from '../spec/roles.js';
import type { Scope } from './scope.js';
import type { DocsMode } from './text/docs.js';
import { isIdentifier } from './text/names.js';
import { ofDriver } from './types/driver-names.js';

/** The scope of a class: what planning a member needs besides the scope of its module. */
export interface MemberScope extends Scope {
  readonly class: DriverClass;
  readonly docsMode: DocsMode;
  /**
   * How the emitted class relates to the driver's object. A `wrapper` holds it. In lazy frameworks, a `recipe` creates
   * one for each run, and a `run` holds its own.
   */
  readonly role: 'wrapper' | 'recipe' | 'run';
  /** The cursors and change streams of a lazy framework. Undefined in eager ones, where they are wrappers. */
  readonly lazy: LazyScope | undefined;
  readonly told: Told;
  /** Collects the members that the framework leaves out. */
  readonly hidden: HiddenMember[];
  /** Collects the members that the framework leaves out or changes the type of: `Class.member`. */
  readonly reshaped: Set<string>;
}

/** What the spec says about the members of all classes. */
export interface Told {
  kindOf(className: string, memberKey: string): MemberKind | undefined;
  /** The driver's error classes that a member can fail with, bases first. */
  failuresOf(className: string, memberKey: string, kind: MemberKind): readonly string[];
  /** The driver's error classes, bases first. */
  errors(): readonly DeclaredError[];
  /** The method that binds an object of the class to a session. Undefined if none does. */
  boundBy(className: string): string | undefined;
}

/** A member that a framework leaves out, with the reason. */
export interface HiddenMember {
  /** `Collection.find`, for messages. */
  readonly subject: string;
  readonly class: string;
  readonly name: string;
  readonly static: boolean;
  readonly reason: string;
  /** How many overloads of the driver it covers. */
  readonly covers: number;
}

/** The scope of a single member. */
export interface OwnScope extends MemberScope {
  readonly member: DeclaredMember;
}

export interface LazyScope {
  isCursor(className: string): boolean;
  /** Whether a member belongs to one run of the cursor. */
  isOfRun(className: string, member: string): boolean;
  /** The member of a class or of its base that has a role in the spec. */
  roleOf(className: string, role: Role): string | undefined;
  /** The member that closes a run, which disposal calls. */
  closerOf(className: string): string | undefined;
}

/** `{@link driver.Db.command}`. A member that no link can name, such as a symbol, links to its class. */
export function linkTo(scope: MemberScope, member: DriverMember): string {
  const declared = ofDriver(scope, scope.class.name);
  return `{@link ${isIdentifier(member.name) ? `${declared}.${member.name}` : declared}}`;
}

/** `static override `, or one of them, or neither. */
export function modifiersOf(scope: MemberScope, member: DriverMember): string {
  const overrides = OF_EVERY_OBJECT.has(member.name) || declaredByBase(scope.driver, scope, member);
  return `${member.static ? 'static ' : ''}${overrides ? 'override ' : ''}`;
}

/** The members of every object, which a class that extends another has to mark as `override`. */
export const OF_EVERY_OBJECT: ReadonlySet<string> = new Set(
  'toString toLocaleString valueOf hasOwnProperty isPrototypeOf propertyIsEnumerable'.split(' '),
);

function declaredByBase(driver: Driver, scope: MemberScope, member: DriverMember): boolean {
  return ancestors(driver, scope.class.name).some((name) => {
    const owner = scope.wrapped.isWrapped(name) ? findClass(driver, name) : undefined;
    return owner !== undefined && findMember(owner, member) !== undefined;
  });
}
