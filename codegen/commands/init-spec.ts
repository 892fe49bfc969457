import { openDriver } from '../driver/find/open-driver.js';
import { readDriver } from '../driver/read/read-driver.js';
import type { Driver, DriverClass, DriverMember } from '../model/driver.js';
import { eventsOf } from '../model/events.js';
import { kindOf } from '../model/derive-kind.js';
import { ancestors, findClass } from '../model/lookup.js';
import { nearest } from '../common/nearest.js';
import { CannotRunError } from '../common/problem.js';
import { memberKey } from '../model/member-key.js';
import { printSpec, type SpecOutline } from '../spec/write/print-spec.js';
import type { ByRole } from '../spec/roles.js';
import type { Report } from './report.js';

export interface InitSpecOptions {
  readonly driver: string | undefined;
  readonly class: string;
}

/** `motorized init spec --class NAME`: the file that the declarations suggest, for a person to read and correct. */
export async function runInitSpec(options: InitSpecOptions): Promise<Report> {
  const declarations = await openDriver({ driver: options.driver, from: process.cwd() });
  const { driver } = readDriver(declarations.text, declarations);
  const declared = findClass(driver, options.class);
  if (declared === undefined) throw unknownClass(driver, options.class);
  const text = printSpec(suggestSpec(driver, declared));
  return { code: 0, lines: [text.trimEnd()], problems: [], sources: new Map(), json: { spec: text } };
}

/**
 * What can be said of a class from its declaration alone; which members belong to a run is a guess from what cursors
 * have.
 */
export function suggestSpec(driver: Driver, declared: DriverClass): SpecOutline {
  const isCursor = (name: string): boolean => hasRun(driver, name);
  const claims = declared.members.map((member) => {
    const kind = kindOf(driver, declared, member, isCursor);
    return {
      member: member.name,
      static: member.static,
      kind,
      run: !member.static && isCursor(declared.name) && RUN_MEMBERS.has(member.name),
      through: kind === 'protocol' ? throughOf(driver, declared, member) : [],
    };
  });
  return {
    class: declared.name,
    constructible: declared.construction === 'public',
    roles: rolesOf(driver, declared),
    claims,
    events: eventsOf(driver, declared).map((event) => event.name),
    omitted: [],
  };
}

/** Something that is stepped through: it can be iterated asynchronously, and closed. */
function hasRun(driver: Driver, name: string): boolean {
  const lineage = [name, ...ancestors(driver, name)].flatMap((each) => findClass(driver, each) ?? []);
  const keys = new Set(lineage.flatMap((each) => each.members.map((member) => memberKey(member.name, member.static))));
  return keys.has('[Symbol.asyncIterator]') && keys.has('tryNext');
}

/** The members with a part to play, where the class has them under their usual names. */
function rolesOf(driver: Driver, declared: DriverClass): ByRole<string> {
  // Which command is `unabortable`, no declaration says.
  const ofAll = { handshake: 'appendMetadata' };
  const usual: ByRole<string> = hasRun(driver, declared.name)
    ? { ...ofAll, copy: 'clone', transform: 'map', restart: 'rewind' }
    : ofAll;
  const declares = (name: string): boolean => declared.members.some((member) => member.name === name);
  return Object.fromEntries(Object.entries(usual).filter(([, name]) => declares(name)));
}

const RUN_MEMBERS: ReadonlySet<string> = new Set(
  (
    'id closed killed loadBalanced resumeToken next tryNext hasNext close bufferedCount readBufferedDocuments rewind stream ' +
    '[Symbol.asyncIterator] [Symbol.asyncDispose]'
  ).split(' '),
);

const THROUGH: Readonly<Record<string, readonly string[]>> = {
  '[Symbol.asyncIterator]': ['next', 'close'],
  '[Symbol.asyncDispose]': ['close', 'endSession'],
};

/** Which of the class's own members a protocol member is made of, as the driver's implementation has it. */
function throughOf(driver: Driver, declared: DriverClass, member: DriverMember): string[] {
  const lineage = [declared.name, ...ancestors(driver, declared.name)].flatMap((each) => findClass(driver, each) ?? []);
  const names = new Set(lineage.flatMap((each) => each.members.map((each) => each.name)));
  return (THROUGH[member.name] ?? []).filter((name) => names.has(name));
}

function unknownClass(driver: Driver, name: string): CannotRunError {
  const near = nearest(
    name,
    driver.classes.map((each) => each.name),
  );
  return new CannotRunError(
    `${driver.package} ${driver.version} declares no class '${name}'`,
    near === undefined ? 'name a class of the driver' : `did you mean '${near}'`,
  );
}
