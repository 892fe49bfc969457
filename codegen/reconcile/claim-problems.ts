import { nearest } from '../common/nearest.js';
import type { Place } from '../common/place.js';
import type { Problem } from '../common/problem.js';
import { describeEdit, type SpecEdit } from '../common/spec-edit.js';
import { kindOf } from '../model/derive-kind.js';
import type { Driver, DriverClass, DriverMember } from '../model/driver.js';
import { ancestors, findByKey, findClass } from '../model/lookup.js';
import { memberKey } from '../model/member-key.js';
import { ASYNC_DISPOSE } from '../model/mongodb-words.js';
import { nodeBaseOf } from '../model/node-members.js';
import { HEADINGS } from '../spec/headings.js';
import type { Claim, ClassSpec } from '../spec/spec.js';
import { itemText } from '../spec/write/item-text.js';
import { settleElsewhere, settleGone } from './release-words.js';

/** The common part of a claim and an omission. */
interface SpecLine {
  readonly member: string;
  readonly static: boolean;
  readonly place: Place;
}

/** The problem that no line of the spec claims a member of the driver. */
export function unclaimedMember(
  driver: Driver,
  declared: DriverClass,
  member: DriverMember,
  spec: ClassSpec,
  isCursor: (name: string) => boolean,
): Problem {
  const kind = kindOf(driver, declared, member, isCursor);
  const key = memberKey(member.name, member.static);
  const inRun = isCursor(declared.name) && kind !== 'constant' ? belongsToRun(spec, kind) : false;
  const through = throughCloser(member, spec);
  const name = itemText(kind === 'constant' ? member.name : key);
  const edit: SpecEdit = {
    file: spec.file,
    heading: `${inRun === true ? 'run.' : ''}${HEADINGS[kind]}`,
    line: through === undefined ? name : `${name}: [${itemText(through)}]`,
    why: whyOf(kind, { through, inRun: inRun === true }),
    // The signature of a protocol member does not say which members it calls.
    certain: (kind !== 'protocol' || through !== undefined) && inRun !== undefined,
  };
  const subject = `${declared.name}.${key}`;
  const lines = spec.elsewhere.filter(({ name, what }) => name === key && what !== 'event');
  return {
    rule: 'unclaimed-member',
    severity: 'error',
    subject,
    related: member.place,
    ...(settleElsewhere(driver, subject, lines, edit) ?? {
      message: `${subject} is declared by the driver, and no line of ${spec.file} claims or omits it`,
      fix: `${describeEdit(edit)}, or under \`omitted:\` with a reason`,
      at: spec.place,
      edit,
    }),
  };
}

/** The member that disposal calls: the command that closes the object, according to the spec. */
function throughCloser(member: DriverMember, { roles }: ClassSpec): string | undefined {
  return member.name === ASYNC_DISPOSE && !member.static ? roles.closer?.name : undefined;
}

function whyOf(
  kind: Claim['kind'],
  { through, inRun }: { readonly through: string | undefined; readonly inRun: boolean },
): string {
  const why = through === undefined ? WHY[kind] : `\`closer\` says what closes an object of the class`;
  return inRun ? `${why}, and all others of the class belong to a run` : why;
}

/** Whether a new member of a cursor belongs to a run, if all others of its kind agree. Otherwise undefined. */
function belongsToRun({ claims }: ClassSpec, kind: Claim['kind']): boolean | undefined {
  const others = claims.filter((claim) => claim.kind === kind);
  const inRun = others.filter((claim) => claim.run).length;
  if (others.length === 0 || (inRun > 0 && inRun < others.length)) return undefined;
  return inRun > 0;
}

/** How each kind was derived. */
const WHY: Readonly<Record<Claim['kind'], string>> = {
  constant: 'it is a value of the class',
  property: 'it is a value of an instance',
  chain: 'every overload returns this or its own class',
  command: 'every overload returns a Promise',
  executor: 'it returns a Promise and takes an asynchronous function',
  cursor: 'every overload returns a cursor or a change stream',
  method: 'it is synchronous and returns something else',
  protocol: 'a symbol names it',
};

/** The problem that a claim is under the wrong heading. */
export function kindMismatch(
  driver: Driver,
  declared: DriverClass,
  spec: ClassSpec,
  { member, claim, kind }: { readonly member: DriverMember; readonly claim: Claim; readonly kind: Claim['kind'] },
): Problem {
  const key = memberKey(member.name, member.static);
  const heading = `${claim.run && kind !== 'constant' ? 'run.' : ''}${HEADINGS[kind]}`;
  const line = itemText(kind === 'constant' ? member.name : key);
  const { end } = settleGone(driver, claim.place);
  const move = `move the line to \`${HEADINGS[kind]}:\``;
  return {
    rule: 'kind-mismatch',
    severity: 'error',
    subject: `${declared.name}.${key}`,
    message: `${declared.name}.${key} is a ${kind} by the driver's declaration, and the spec claims a ${claim.kind}`,
    fix:
      end === undefined
        ? move
        : `${move}; if earlier releases have the ${claim.kind}, add \`until: ${end.until}\` to it, and add \`- ${line}: { since: ${end.until} }\` there`,
    at: claim.place,
    related: member.place,
    edit: { file: spec.file, heading, line, why: WHY[kind], certain: kind !== 'protocol' },
    ...(end && { end }),
  };
}

/**
 * The problem that a line names a member which the class does not declare publicly: it is hidden, inherited, or does
 * not exist.
 */
export function unknownClaim(
  driver: Driver,
  declared: DriverClass,
  line: SpecLine,
  known: ReadonlySet<string>,
): Problem {
  const key = memberKey(line.member, line.static);
  const hidden = declared.hidden.get(line.member);
  const base = ancestors(driver, declared.name).find((name) => {
    const owner = findClass(driver, name);
    return owner !== undefined && findByKey(owner, key) !== undefined;
  });
  const node = line.static ? undefined : nodeBaseOf(ancestors(driver, declared.name), line.member);
  const message =
    hidden !== undefined
      ? `${declared.name}.${key} is ${hidden === 'excluded' ? 'excluded from the release' : hidden} in the driver`
      : base !== undefined
        ? `${declared.name}.${key} is declared by its base ${base}, not by ${declared.name}`
        : node !== undefined
          ? `${declared.name}.${key} is inherited from ${node} of Node, and not declared by ${declared.name}`
          : `${declared.name} declares no '${key}'`;
  const { fix, ...end } = settleGone(driver, line.place);
  return {
    rule: 'unknown-claim',
    severity: 'error',
    subject: `${declared.name}.${key}`,
    message,
    fix:
      base !== undefined
        ? `move the line to the file of ${base}; if earlier releases declare it here, ${fix}`
        : node !== undefined
          ? `${fix}: the wrapper inherits it too`
          : didYouMean(key, [...known], fix),
    ...end,
    at: line.place,
    related: declared.place,
  };
}

/** The problem that a file describes a class which the driver does not declare. */
export function unknownClass(driver: Driver, spec: ClassSpec): Problem {
  const exported = driver.classes.filter((each) => each.exported).map((each) => each.name);
  const { end } = settleGone(driver, spec.place);
  const range =
    end === undefined ? '' : `write \`until: ${end.until}\` below the class, or \`since:\` with the first release, or `;
  return {
    rule: 'unknown-claim',
    severity: 'error',
    subject: spec.class,
    message: `${driver.package} ${driver.version} declares no class '${spec.class}'`,
    fix: didYouMean(spec.class, exported, `${range}delete ${spec.file}`),
    at: spec.place,
    ...(end && { end }),
  };
}

/** The fix for an unknown name: the nearest known one, or else `otherwise`. */
export function didYouMean(name: string, candidates: readonly string[], otherwise: string): string {
  const near = nearest(name, candidates);
  return near === undefined ? otherwise : `did you mean '${near}'; otherwise ${otherwise}`;
}
