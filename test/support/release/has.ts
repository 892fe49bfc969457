import { memberKey } from '../../../codegen/model/member-key.js';
import type { RangedClass } from '../../../codegen/spec/ranged-spec.js';
import { describeReleases, holdsIn, overlap, type Releases } from '../../../codegen/spec/releases.js';
import { absence } from './absence.js';
import { type Behaviour, BEHAVIOURS } from './behaviours.js';
import { everTakesOption, takesOption } from './options.js';
import { driverVersion, rangedSpec } from './release.js';

/**
 * Something that not every release of the driver has: a member (`MongoClient.bulkWrite`,
 * `ClientSession[Symbol.asyncDispose]`, `MongoClient.static connect`), a class (`ExplainableCursor`), an event
 * (`MongoClient:error`), an option of a method (`Collection.find(signal)`), or a way in which it behaves.
 */
export type Need = Name | Behaviour;

type Name = `${Uppercase<string>}${string}`;

/** Whether the release that the tests run on has it. Throws for a name that no release has. */
export function has(need: Need): boolean {
  return lackOf(need) === undefined;
}

/** Why the release does not have it, in words. Undefined if it has it. */
export function lackOf(need: Need): string | undefined {
  if (isBehaviour(need)) {
    const { releases, because } = BEHAVIOURS[need];
    if (holdsIn(releases, driverVersion)) return undefined;
    return `${need} only ${describeReleases(releases)}; in mongodb ${driverVersion}, ${because}`;
  }
  const { className, event, member, option } = parse(need);
  const declared = rangedSpec.classes.find((each) => each.class === className);
  if (declared === undefined) throw unknown(need, `the spec has no class ${className}`);
  const ranges = rangesOf(declared, { event, member });
  if (ranges.length === 0) throw unknown(need, `${declared.file} has no such line`);
  const held = ranges.filter((releases) => overlap(releases, declared.releases));
  if (!held.some((each) => holdsIn(each, driverVersion)) || !holdsIn(declared.releases, driverVersion)) {
    const range = held.find((each) => (each.since ?? each.until) !== undefined) ?? declared.releases;
    return `${lacks(need)}, ${absence(range, driverVersion)}`;
  }
  if (option === undefined || takesOption(className, member, option)) return undefined;
  if (!everTakesOption(className, member, option)) throw unknown(need, `no parameter has a field ${option}`);
  return `${lacks(need)}, an option that no overload takes`;
}

function lacks(need: Name): string {
  return `mongodb ${driverVersion} lacks \`${need}\``;
}

function rangesOf(
  declared: RangedClass,
  { event, member }: { readonly event: string | undefined; readonly member: string },
): Releases[] {
  if (event !== undefined) return declared.events.filter(({ name }) => name === event).map(({ releases }) => releases);
  if (member === '') return [declared.releases];
  return [...declared.claims, ...declared.omitted]
    .filter((each) => memberKey(each.member, each.static) === member)
    .map(({ releases }) => releases);
}

interface Parsed {
  readonly className: string;
  readonly event: string | undefined;
  /** As in the spec: `find`, `static connect`, `[Symbol.asyncDispose]`. Empty for the class itself. */
  readonly member: string;
  readonly option: string | undefined;
}

const NAME = /^(?<className>\w+)(?::(?<event>\w+)|\.?(?<member>(?:static )?\w+|\[[\w.]+\])(?:\((?<option>\w+)\))?)?$/;

function parse(need: string): Parsed {
  const groups = NAME.exec(need)?.groups;
  if (groups === undefined) throw unknown(need, 'it is not a class, member, event or option');
  const { className = '', event, member = '', option } = groups;
  return { className, event, member, option };
}

function isBehaviour(need: Need): need is Behaviour {
  return Object.hasOwn(BEHAVIOURS, need);
}

function unknown(need: string, reason: string): Error {
  return new Error(`a test needs \`${need}\`, which no release of the driver has: ${reason}`);
}
