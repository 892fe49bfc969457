import type { Driver, DriverClass, DriverMember } from '../model/driver.js';
import { eventsOf } from '../model/events.js';
import { kindOf } from '../model/derive-kind.js';
import { ancestors, findClass } from '../model/lookup.js';
import { memberKey } from '../model/member-key.js';
import type { Problem } from '../common/problem.js';
import { didYouMean, kindMismatch, unclaimedMember, unknownClaim, unknownClass } from './claim-problems.js';
import type { Claim, ClassSpec, Named, Omission, Spec } from '../spec/spec.js';

/** A member of the driver with the spec line that claims it. */
export interface Pair {
  readonly member: DriverMember;
  readonly claim: Claim;
}

/** A class of the driver with its spec file and the pairs of both, in the driver's order. */
export interface ClassPair {
  readonly class: DriverClass;
  readonly spec: ClassSpec;
  readonly pairs: readonly Pair[];
  /** Members that the spec leaves out, in all frameworks or in one. */
  readonly omissions: readonly { readonly member: DriverMember; readonly omission: Omission }[];
  readonly events: readonly Named[];
}

export interface Reconciliation {
  readonly classes: readonly ClassPair[];
  readonly problems: readonly Problem[];
}

/**
 * Pairs each public member of the wrapped classes with the spec line that claims it, and checks every claim.
 *
 * The generator and the drift checker both call this, so what one refuses to emit is what the other reports.
 */
export function reconcile(driver: Driver, spec: Spec): Reconciliation {
  const classes: ClassPair[] = [];
  const problems: Problem[] = [];
  const cursors = cursorClasses(driver, spec);

  for (const classSpec of spec.classes) {
    const declared = findClass(driver, classSpec.class);
    if (declared === undefined) {
      problems.push(unknownClass(driver, classSpec));
      continue;
    }
    const pair = pairClass(driver, declared, classSpec, cursors);
    classes.push(pair.class);
    problems.push(...pair.problems);
  }
  problems.push(...unclaimedClasses(driver, spec), ...nothingRead(driver, classes));
  return { classes, problems };
}

/** A class whose members include some of one run is a cursor or a change stream, and so is what extends it. */
function cursorClasses(driver: Driver, spec: Spec): (name: string) => boolean {
  const roots = new Set(
    spec.classes.filter((each) => each.claims.some((claim) => claim.run)).map((each) => each.class),
  );
  return (name) => roots.has(name) || ancestors(driver, name).some((base) => roots.has(base));
}

function pairClass(
  driver: Driver,
  declared: DriverClass,
  spec: ClassSpec,
  isCursor: (name: string) => boolean,
): { class: ClassPair; problems: Problem[] } {
  const claims = new Map(spec.claims.map((claim) => [memberKey(claim.member, claim.static), claim]));
  const omissions = spec.omitted.map((omission) => ({ key: memberKey(omission.member, omission.static), omission }));
  const pairs: Pair[] = [];
  const left: { member: DriverMember; omission: Omission }[] = [];
  const problems: Problem[] = [];

  for (const member of declared.members) {
    const key = memberKey(member.name, member.static);
    const omitted = omissions.filter((each) => each.key === key).map((each) => each.omission);
    left.push(...omitted.map((omission) => ({ member, omission })));
    const claim = claims.get(key);
    claims.delete(key);
    if (claim === undefined) {
      if (!omitted.some((omission) => omission.framework === undefined)) {
        problems.push(unclaimedMember(driver, declared, member, spec, isCursor));
      }
      continue;
    }
    const kind = kindOf(driver, declared, member, isCursor);
    if (kind !== claim.kind) problems.push(kindMismatch(declared, member, claim, kind));
    pairs.push({ member, claim });
  }
  const known = new Set(declared.members.map((member) => memberKey(member.name, member.static)));
  problems.push(
    ...[...claims.values()].map((claim) => unknownClaim(driver, declared, claim, known)),
    ...omissions
      .filter((each) => !known.has(each.key))
      .map(({ omission }) => unknownClaim(driver, declared, omission, known)),
    ...throughProblems(driver, declared, spec),
    ...constructionProblems(declared, spec),
  );
  const events = reconcileEvents(driver, declared, spec);
  problems.push(...events);
  return { class: { class: declared, spec, pairs, omissions: left, events: spec.events }, problems };
}

function reconcileEvents(driver: Driver, declared: DriverClass, spec: ClassSpec): Problem[] {
  const declaredEvents = eventsOf(driver, declared);
  const names = new Set(declaredEvents.map((event) => event.name));
  const claimed = new Set(spec.events.map((event) => event.name));
  const constants = eventConstants(driver, declared);
  return [
    ...declaredEvents
      .filter((event) => !claimed.has(event.name))
      .map((event): Problem => ({
        rule: 'unclaimed-event',
        severity: 'error',
        subject: `${declared.name}.${event.name}`,
        message: `${declared.name} emits '${event.name}', which no line of ${spec.file} claims`,
        fix: `add \`- ${event.name}\` under \`events:\` in ${spec.file}`,
        at: spec.place,
        related: event.place,
        edit: {
          file: spec.file,
          heading: 'events',
          line: event.name,
          why: 'the driver declares the event',
          certain: true,
        },
      })),
    ...spec.events
      .filter((event) => !names.has(event.name) && !constants.has(event.name))
      .map((event): Problem => ({
        rule: 'unknown-claim',
        severity: 'error',
        subject: `${declared.name}.${event.name}`,
        message: `${declared.name} declares no event '${event.name}'`,
        fix: didYouMean(event.name, [...names], 'delete the line'),
        at: event.place,
        related: declared.place,
      })),
  ];
}

/** Events of a stream are declared as constants only: `static readonly FILE: 'file'` with `@event`. */
function eventConstants(driver: Driver, declared: DriverClass): ReadonlySet<string> {
  const lineage = [declared, ...ancestors(driver, declared.name).flatMap((name) => findClass(driver, name) ?? [])];
  return new Set(
    lineage
      .flatMap((each) => each.members)
      .flatMap((member) =>
        member.static && member.kind === 'property' && member.type.shape.kind === 'literal'
          ? [member.type.shape.value]
          : [],
      ),
  );
}

function throughProblems(driver: Driver, declared: DriverClass, spec: ClassSpec): Problem[] {
  const lineage = [declared, ...ancestors(driver, declared.name).flatMap((name) => findClass(driver, name) ?? [])];
  const names = new Set(lineage.flatMap((each) => each.members.map((member) => member.name)));
  const lines = [...spec.claims.flatMap((claim) => claim.through), ...Object.values(spec.roles)];
  return lines
    .filter((line) => !names.has(line.name))
    .map((line) => ({
      rule: 'unknown-claim',
      severity: 'error',
      subject: `${declared.name}.${line.name}`,
      message: `${declared.name} declares no '${line.name}' to go through`,
      fix: didYouMean(line.name, [...names], 'name a member of the class'),
      at: line.place,
      related: declared.place,
    }));
}

function constructionProblems(declared: DriverClass, spec: ClassSpec): Problem[] {
  const isPublic = declared.construction === 'public';
  if (isPublic === spec.constructible) return [];
  return [
    {
      rule: 'kind-mismatch',
      severity: 'error',
      subject: `${declared.name}.constructor`,
      message: isPublic
        ? `${declared.name} has a public constructor in the driver, and ${spec.file} does not say \`constructible: true\``
        : `${declared.name} has no public constructor in the driver (${declared.construction}), and ${spec.file} says \`constructible: true\``,
      fix: isPublic ? 'add `constructible: true`' : 'delete `constructible: true`',
      at: spec.place,
      related: declared.place,
    },
  ];
}

/**
 * A class that does I/O, or holds one that does, and that no spec file names.
 *
 * A class does I/O when a public member of it, or of a base, is asynchronous; it holds one when a member gives a
 * wrapped class.
 */
function unclaimedClasses(driver: Driver, spec: Spec): Problem[] {
  const claimed = new Set(spec.classes.map((each) => each.class));
  const reaches = (each: DriverClass): boolean =>
    ancestors(driver, each.name).some((base) => claimed.has(base)) ||
    each.members.some((member) =>
      member.kind === 'property'
        ? member.type.names.some((name) => claimed.has(name.name))
        : member.overloads.some(
            (overload) =>
              overload.returns.shape.kind === 'promise' ||
              overload.returns.names.some((name) => claimed.has(name.name)),
          ),
    );
  // What a wrapped class inherits is wrapped with the class that declares it.
  const bases = new Set(spec.classes.flatMap((each) => ancestors(driver, each.class)));
  bases.delete(EMITTER);
  return driver.classes
    .filter((each) => !claimed.has(each.name) && (bases.has(each.name) || (each.exported && reaches(each))))
    .map((each) => ({
      rule: 'unclaimed-class',
      severity: 'error',
      subject: each.name,
      message: bases.has(each.name)
        ? `${each.name} gives its members to wrapped classes, and no file under ${spec.folder} names it`
        : `${each.name} does I/O or holds a class that does, and no file under ${spec.folder} names it`,
      fix: `run \`motorized init spec --class ${each.name}\` and commit its output as ${spec.folder}/${each.name}.yaml`,
      at: each.place,
    }));
}

/** The wrappers are emitters of their own, so that this base of the driver's classes has no wrapper. */
const EMITTER = 'TypedEventEmitter';

function nothingRead(driver: Driver, classes: readonly ClassPair[]): Problem[] {
  if (classes.some((each) => each.class.members.length > 0)) return [];
  return [
    {
      rule: 'nothing-compared',
      severity: 'error',
      subject: driver.file,
      message: `no member of any class was read from ${driver.file} and matched with the spec`,
      fix: 'check that the file holds the declarations of the driver, and the spec folder its classes',
      at: undefined,
    },
  ];
}
