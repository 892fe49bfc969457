import type { Problem } from '../../common/problem.js';
import type { Driver, DriverMember } from '../../model/driver.js';
import { takesSignal } from '../../model/values/takes-signal.js';
import { findByKey, findClass } from '../../model/lookup.js';
import { memberKey } from '../../model/member-key.js';
import { USUAL_ROLES } from '../../model/mongodb-words.js';
import { type Role, ROLE_NAMES, ROLES } from '../../spec/roles.js';
import type { ClassSpec, Spec } from '../../spec/spec.js';

export interface QuestionRequest {
  /** The driver that the spec was written for. */
  readonly before: Driver;
  readonly after: Driver;
  /** The spec for `after`, including the edits. */
  readonly spec: Spec;
  /** Whether a framework aborts commands by a signal. */
  readonly isAbortable: boolean;
}

/**
 * Questions about a new release that no declaration answers: which role a member has. Without an answer, the member has
 * none and the spec is still valid. So these are questions to a person that block nothing.
 */
export function questionsOf(request: QuestionRequest): Problem[] {
  return request.spec.classes.flatMap((each) => [
    ...usualRoles(each).flatMap(([role, member]) => usualRole(request, each, role, member)),
    ...(request.isAbortable ? signals(request, each) : []),
  ]);
}

/** The roles that a class can have, with their usual members. */
function usualRoles({ claims }: ClassSpec): (readonly [Role, string])[] {
  const isCursor = claims.some(({ run }) => run);
  return ROLE_NAMES.flatMap((role) => {
    const member = role in USUAL_ROLES ? USUAL_ROLES[role as keyof typeof USUAL_ROLES] : undefined;
    return member === undefined || (role !== 'handshake' && !isCursor) ? [] : [[role, member] as const];
  });
}

/** Asks about a new member with the usual name of a role, if no member of the class has that role. */
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

/**
 * Asks about commands that now take a signal, since no declaration says which of them leave something open when they
 * are aborted.
 */
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
