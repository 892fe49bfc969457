import type { Problem } from '../../common/problem.js';
import type { Driver, DriverMember } from '../../model/driver.js';
import { takesSignal } from '../../model/values/takes-signal.js';
import { findByKey, findClass } from '../../model/lookup.js';
import { memberKey } from '../../model/member-key.js';
import { USUAL_ROLES } from '../../model/mongodb-words.js';
import { type Role, ROLE_NAMES, ROLES } from '../../spec/roles.js';
import type { ClassSpec, Spec } from '../../spec/spec.js';

export interface QuestionRequest {
  /** The driver that the spec was right about. */
  readonly before: Driver;
  readonly after: Driver;
  /** What the spec says of `after`, edits included. */
  readonly spec: Spec;
  /** Whether a framework gives up what is at work, by the signal that a command takes. */
  readonly isAbortable: boolean;
}

/**
 * What came with a release and no declaration decides: which part a member plays. The spec holds without an answer, in
 * that the member plays none; so a person is asked, and nothing waits for it.
 */
export function questionsOf(request: QuestionRequest): Problem[] {
  return request.spec.classes.flatMap((each) => [
    ...usualRoles(each).flatMap(([role, member]) => usualRole(request, each, role, member)),
    ...(request.isAbortable ? signals(request, each) : []),
  ]);
}

/** The usual members of the roles that a class may have. */
function usualRoles({ claims }: ClassSpec): (readonly [Role, string])[] {
  const isCursor = claims.some(({ run }) => run);
  return ROLE_NAMES.flatMap((role) => {
    const member = role in USUAL_ROLES ? USUAL_ROLES[role as keyof typeof USUAL_ROLES] : undefined;
    return member === undefined || (role !== 'handshake' && !isCursor) ? [] : [[role, member] as const];
  });
}

/** A new member with the name that the members of a role have, where the class has none for it. */
function usualRole({ before, after }: QuestionRequest, spec: ClassSpec, role: Role, member: string): Problem[] {
  const claim = spec.claims.find((each) => each.member === member && !each.static);
  if (claim === undefined || spec.roles[role] !== undefined || has(before, spec.class, member)) return [];
  return [
    {
      rule: 'undecided-role',
      severity: 'warning',
      subject: `${spec.class}.${member}`,
      message: `${spec.class}.${member} is new in ${after.package} ${after.version}, and its name suggests a role: ${ROLES[role]}`,
      fix: `add \`${role}: ${member}\` to ${spec.file} if that is its role; otherwise change nothing`,
      at: claim.place,
    },
  ];
}

/** Commands that take a signal now: which of them leaves something open when it is given up, no declaration says. */
function signals({ before, after }: QuestionRequest, spec: ClassSpec): Problem[] {
  const taking = spec.claims
    .filter(({ kind, static: isStatic }) => kind === 'command' && !isStatic)
    .map(({ member }) => member)
    .filter((member) => isTold(after, spec.class, member) && !isTold(before, spec.class, member))
    .filter((member) => member !== spec.roles.unabortable?.name);
  if (taking.length === 0) return [];
  const [verb, which] = taking.length === 1 ? ['takes', 'it'] : ['take', 'one of them'];
  return [
    {
      rule: 'undecided-role',
      severity: 'warning',
      subject: spec.class,
      message: `${taking.join(', ')} of ${spec.class} ${verb} a signal since ${after.package} ${after.version}, and no line says whether ${which} leaves a cursor of its own open on the server when it is cancelled`,
      fix: `add \`unabortable:\` with its name to ${spec.file} if so; otherwise change nothing`,
      at: spec.place,
    },
  ];
}

function memberOf(driver: Driver, className: string, member: string): DriverMember | undefined {
  const declared = findClass(driver, className);
  return declared && findByKey(declared, memberKey(member, false));
}

function has(driver: Driver, className: string, member: string): boolean {
  return memberOf(driver, className, member) !== undefined;
}

function isTold(driver: Driver, className: string, name: string): boolean {
  const member = memberOf(driver, className, name);
  return (
    member?.kind === 'method' &&
    member.overloads.some(({ parameters }) => parameters.some(({ type }) => takesSignal(driver, type)))
  );
}
