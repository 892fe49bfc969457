import type { DeclaredError, DeclaredMember } from '../frameworks/contract/told.js';
import type { Driver, DriverClass, DriverMember } from '../model/driver.js';
import { ancestors, findClass, findMember } from '../model/lookup.js';
import type { MemberKind } from '../model/member-kind.js';
import type { Role } from '../spec/roles.js';
import type { Scope } from './scope.js';
import type { DocsMode } from './text/docs.js';
import { isIdentifier } from './text/names.js';
import { ofDriver } from './types/driver-names.js';

/** What planning a member needs besides the scope of its module. */
export interface MemberScope extends Scope {
  readonly class: DriverClass;
  readonly docsMode: DocsMode;
  /**
   * What the emitted class is to the driver's object: a `wrapper` holds it; in lazy frameworks a `recipe` makes one for
   * each run, and a `run` holds the one of its own.
   */
  readonly role: 'wrapper' | 'recipe' | 'run';
  /**
   * What lazy frameworks have to know of cursors and change streams; undefined in eager ones, where they are wrappers.
   */
  readonly lazy: LazyScope | undefined;
  /** The classes whose objects can be bound to a session, with the member that does it. */
  readonly bound: ReadonlyMap<string, string>;
  readonly told: Told;
  /** Members that the framework leaves out, as they are found. */
  readonly hidden: HiddenMember[];
  /** Members that the framework leaves out or gives another type, as they are found: `Class.member`. */
  readonly reshaped: Set<string>;
}

/** What frameworks are told of members, which is the same for all classes. */
export interface Told {
  kindOf(className: string, memberKey: string): MemberKind | undefined;
  /** The error classes of the driver's that a member may fail with, bases before what extends them. */
  failuresOf(className: string, memberKey: string, kind: MemberKind): readonly string[];
  /** The driver's error classes, bases before what extends them. */
  readonly errors: readonly DeclaredError[];
}

/** A member that a framework leaves out, with its reason. */
export interface HiddenMember {
  /** `Collection.find`, for messages. */
  readonly subject: string;
  readonly class: string;
  readonly name: string;
  readonly static: boolean;
  readonly reason: string;
  /** How many overloads of the driver it stands for. */
  readonly covers: number;
}

/** The scope in which a member is planned. */
export interface OwnScope extends MemberScope {
  readonly member: DeclaredMember;
}

export interface LazyScope {
  isCursor(className: string): boolean;
  /** Whether a member belongs to one run of the cursor. */
  isOfRun(className: string, member: string): boolean;
  /** The member of a class, or of its base, that the spec gives a part to play. */
  roleOf(className: string, role: Role): string | undefined;
  /** The member by which a run is closed: what disposing of it goes through. */
  closerOf(className: string): string | undefined;
}

/** `{@link driver.Db.command}`; what no link can name, such as a symbol, is found at its class. */
export function linkTo(scope: MemberScope, member: DriverMember): string {
  const declared = ofDriver(scope, scope.class.name);
  return `{@link ${isIdentifier(member.name) ? `${declared}.${member.name}` : declared}}`;
}

/** `static override `, as far as either holds. */
export function modifiersOf(scope: MemberScope, member: DriverMember): string {
  const overrides = OF_EVERY_OBJECT.has(member.name) || declaredByBase(scope.driver, scope, member);
  return `${member.static ? 'static ' : ''}${overrides ? 'override ' : ''}`;
}

/** What every object has, and a class that extends another says that it overrides. */
export const OF_EVERY_OBJECT: ReadonlySet<string> = new Set(
  'toString toLocaleString valueOf hasOwnProperty isPrototypeOf propertyIsEnumerable'.split(' '),
);

function declaredByBase(driver: Driver, scope: MemberScope, member: DriverMember): boolean {
  return ancestors(driver, scope.class.name).some((name) => {
    const owner = scope.wrapped.isWrapped(name) ? findClass(driver, name) : undefined;
    return owner !== undefined && findMember(owner, member) !== undefined;
  });
}
