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
 * What can be said of a class from its declaration alone; which members belong to a run is a guess from what cursors
 * have.
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
      // Which other releases have it, the declarations of one do not say.
      releases: ALL_RELEASES,
    };
  });
  return {
    class: declared.name,
    releases: ALL_RELEASES,
    constructible: publicConstructors(driver, declared).length > 0 ? ALL_RELEASES : undefined,
    // Whether users get a class from a client to call it, as they get a collection, no declaration says.
    bound: undefined,
    roles: rolesOf(driver, declared),
    claims,
    events: eventsOf(driver, declared).map(({ name }) => ({ name, releases: ALL_RELEASES })),
    omitted: [],
  };
}

/** The answers of a question that is asked for every member. */
function remembered(ask: (name: string) => boolean): (name: string) => boolean {
  const known = new Map<string, boolean>();
  return (name) => {
    const answer = known.get(name) ?? ask(name);
    known.set(name, answer);
    return answer;
  };
}

/** Something that is stepped through: it can be iterated asynchronously, and closed. */
function hasRun(driver: Driver, name: string): boolean {
  const lineage = [name, ...ancestors(driver, name)].flatMap((each) => findClass(driver, each) ?? []);
  const keys = new Set(lineage.flatMap((each) => each.members.map((member) => memberKey(member.name, member.static))));
  return CURSOR_MEMBERS.every((name) => keys.has(name));
}

/** The members with a part to play, where the class has them under their usual names. */
function rolesOf(driver: Driver, declared: DriverClass): ByRole<string> {
  // Which command is `unabortable`, no declaration says.
  const { handshake, ...ofCursors } = USUAL_ROLES;
  const isCursor = hasRun(driver, declared.name);
  const declares = (name: string): boolean => declared.members.some((member) => member.name === name);
  // Of a class that cannot be disposed of nobody knows whether its `close` closes the object.
  const closers = isCursor || declares(ASYNC_DISPOSE) ? (USUAL_THROUGH[ASYNC_DISPOSE] ?? []) : [];
  const closer = closers.find(declares);
  const usual = { handshake, ...(isCursor && ofCursors), ...(closer !== undefined && { closer }) };
  return Object.fromEntries(Object.entries(usual).filter(([, name]) => declares(name)));
}

/** Which of the class's own members a protocol member is made of, as the driver's implementation has it. */
function throughOf(driver: Driver, declared: DriverClass, member: DriverMember): string[] {
  const lineage = [declared.name, ...ancestors(driver, declared.name)].flatMap((each) => findClass(driver, each) ?? []);
  const names = new Set(lineage.flatMap((each) => each.members.map((each) => each.name)));
  return (USUAL_THROUGH[member.name] ?? []).filter((name) => names.has(name));
}
