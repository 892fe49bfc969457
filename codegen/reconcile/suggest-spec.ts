import { publicConstructors } from '../model/constructors.js';
import { kindOf } from '../model/derive-kind.js';
import type { Driver, DriverClass, DriverMember } from '../model/driver.js';
import { eventsOf } from '../model/events.js';
import { ancestors, findClass } from '../model/lookup.js';
import { memberKey } from '../model/member-key.js';
import {
  ASYNC_DISPOSE,
  CURSOR_MEMBERS,
  USUAL_ROLES,
  USUAL_RUN_MEMBERS,
  USUAL_THROUGH,
} from '../model/mongodb-words.js';
import { ALL_RELEASES } from '../spec/releases.js';
import type { ByRole } from '../spec/roles.js';
import type { SpecOutline } from '../spec/write/print-spec.js';

/**
 * Suggests the spec of a class from its declaration alone. Which members belong to a run is a guess, from the usual
 * members of cursors.
 */
export function suggestSpec(driver: Driver, declared: DriverClass): SpecOutline {
  const isCursor = remembered((name) => hasRun(driver, name));
  const claims = declared.members.map((member) => {
    const kind = kindOf(driver, declared, member, isCursor);
    return {
      member: member.name,
      static: member.static,
      kind,
      run: !member.static && isCursor(declared.name) && USUAL_RUN_MEMBERS.has(member.name),
      through: kind === 'protocol' ? throughOf(driver, declared, member) : [],
      // The declarations of one release do not say which others have it.
      releases: ALL_RELEASES,
    };
  });
  return {
    class: declared.name,
    releases: ALL_RELEASES,
    constructible: publicConstructors(driver, declared).length > 0 ? ALL_RELEASES : undefined,
    // No declaration says whether a handle of this class can be bound to a session.
    bound: undefined,
    roles: rolesOf(driver, declared),
    claims,
    events: eventsOf(driver, declared).map(({ name }) => ({ name, releases: ALL_RELEASES })),
    omitted: [],
  };
}

/** Caches the answers to a question that is asked for every member. */
function remembered(ask: (name: string) => boolean): (name: string) => boolean {
  const known = new Map<string, boolean>();
  return (name) => {
    const answer = known.get(name) ?? ask(name);
    known.set(name, answer);
    return answer;
  };
}

/** Whether a class has runs: it has async iteration, and can be closed. */
function hasRun(driver: Driver, name: string): boolean {
  const lineage = [name, ...ancestors(driver, name)].flatMap((each) => findClass(driver, each) ?? []);
  const keys = new Set(lineage.flatMap((each) => each.members.map((member) => memberKey(member.name, member.static))));
  return CURSOR_MEMBERS.every((name) => keys.has(name));
}

/** The members with a role, if the class has them under their usual names. */
function rolesOf(driver: Driver, declared: DriverClass): ByRole<string> {
  // No declaration says which command is `unabortable`.
  const { handshake, ...ofCursors } = USUAL_ROLES;
  const isCursor = hasRun(driver, declared.name);
  const declares = (name: string): boolean => declared.members.some((member) => member.name === name);
  // If a class cannot be disposed of, its `close` may not close the object.
  const closers = isCursor || declares(ASYNC_DISPOSE) ? (USUAL_THROUGH[ASYNC_DISPOSE] ?? []) : [];
  const closer = closers.find(declares);
  const usual = { handshake, ...(isCursor && ofCursors), ...(closer !== undefined && { closer }) };
  return Object.fromEntries(Object.entries(usual).filter(([, name]) => declares(name)));
}

/** The class's own members that a protocol member calls, as in the driver's implementation. */
function throughOf(driver: Driver, declared: DriverClass, member: DriverMember): string[] {
  const lineage = [declared.name, ...ancestors(driver, declared.name)].flatMap((each) => findClass(driver, each) ?? []);
  const names = new Set(lineage.flatMap((each) => each.members.map((each) => each.name)));
  return (USUAL_THROUGH[member.name] ?? []).filter((name) => names.has(name));
}
