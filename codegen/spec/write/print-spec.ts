import { Document, isMap, isSeq, visit, type YAMLMap, YAMLSeq } from 'yaml';

import { InternalError } from '../../common/problem.js';
import { MEMBER_KINDS } from '../../model/member-kind.js';
import { HEADINGS } from '../headings.js';
import type { SpecFile } from '../parse/schema.js';
import { type ByRole, mapRoles } from '../roles.js';
import type { RangedClass } from '../ranged-spec.js';
import type { Ranged, Releases } from '../releases.js';
import type { Claim, Omission } from '../spec.js';

/** A class of the spec without places, for `printSpec`. */
export interface SpecOutline {
  readonly class: string;
  readonly releases: Releases;
  readonly constructible: Releases | undefined;
  readonly bound: string | undefined;
  readonly roles: ByRole<string>;
  readonly claims: readonly ClaimOutline[];
  readonly events: readonly Ranged<{ readonly name: string }>[];
  readonly omitted: readonly OmissionOutline[];
}

export interface ClaimOutline extends Ranged<Omit<Claim, 'place' | 'through'>> {
  readonly through: readonly string[];
}

type OmissionOutline = Ranged<Omit<Omission, 'place'>>;

const HEADER = '# yaml-language-server: $schema=./schema.json\n';

/** Prints a spec file in the committed style. The order of the claims under each heading is kept. */
export function printSpec(spec: SpecOutline): string {
  const file: SpecFile = {
    class: spec.class,
    ...bounds(spec.releases),
    ...(spec.constructible !== undefined && { constructible: constructible(spec.constructible) }),
    ...(spec.bound !== undefined && { bound: spec.bound }),
    ...mapRoles(spec.roles, (name) => name),
    ...headings(spec.claims.filter(({ run }) => !run)),
    ...run(spec.claims.filter((claim) => claim.run)),
    ...(spec.events.length > 0 && { events: spec.events.map(({ name, releases }) => line(name, releases)) }),
    ...(spec.omitted.length > 0 && { omitted: spec.omitted.map(omission) }),
  };
  const document = new Document(file, { aliasDuplicateObjects: false });
  setFlow(document);
  return HEADER + document.toString({ lineWidth: 0, doubleQuotedMinMultiLineLength: Number.MAX_SAFE_INTEGER });
}

/** Converts a loaded class for `printSpec`. */
export function outline(spec: RangedClass): SpecOutline {
  return {
    class: spec.class,
    releases: spec.releases,
    constructible: spec.constructible,
    bound: spec.bound?.name,
    roles: mapRoles(spec.roles, nameOf),
    claims: spec.claims.map(({ place: _, through, ...claim }) => ({ ...claim, through: through.map(nameOf) })),
    events: spec.events.map(({ name, releases }) => ({ name, releases })),
    omitted: spec.omitted.map(({ place: _, ...rest }) => rest),
  };
}

function nameOf({ name }: { readonly name: string }): string {
  return name;
}

function constructible(releases: Releases): true | Bounds {
  const range = bounds(releases);
  return isEmpty(range) ? true : range;
}

type Headings = Pick<SpecFile, (typeof HEADINGS)[keyof typeof HEADINGS]>;

function headings(claims: readonly ClaimOutline[]): Headings {
  const file: Headings = {};
  for (const kind of MEMBER_KINDS) {
    const members = claims.filter((claim) => claim.kind === kind);
    if (members.length === 0) continue;
    if (kind === 'protocol') file.protocol = members.map(protocol);
    else file[HEADINGS[kind]] = members.map(plain);
  }
  return file;
}

function run(claims: readonly ClaimOutline[]): Pick<SpecFile, 'run'> {
  if (claims.length === 0) return {};
  const { constants, ...rest } = headings(claims);
  if (constants) throw new InternalError('a constant belongs to a class, not to a run');
  return { run: rest };
}

function plain(claim: ClaimOutline): Line {
  if (claim.through.length > 0) throw new InternalError(`${claim.member} is no protocol and goes through nothing`);
  return line(claim.kind === 'constant' ? claim.member : spelled(claim), claim.releases);
}

function protocol(claim: ClaimOutline): NonNullable<SpecFile['protocol']>[number] {
  const through = [...claim.through];
  const range = bounds(claim.releases);
  if (!isEmpty(range)) return under(spelled(claim), through.length === 0 ? range : { through, ...range });
  return through.length === 0 ? spelled(claim) : under(spelled(claim), through);
}

function omission({ reason, framework, releases, ...member }: OmissionOutline) {
  return under(spelled(member), { ...bounds(releases), reason, ...(framework !== undefined && { framework }) });
}

interface Bounds {
  since?: string;
  until?: string;
}

type Line = string | Record<string, Bounds>;

/** A line, which is just the name if it applies to every release. */
function line(name: string, releases: Releases): Line {
  const range = bounds(releases);
  return isEmpty(range) ? name : under(name, range);
}

function under<T>(name: string, value: T): Record<string, T> {
  return Object.fromEntries([[name, value]]);
}

function isEmpty(range: Bounds): boolean {
  return Object.keys(range).length === 0;
}

function bounds({ since, until }: Releases): Bounds {
  return { ...(since !== undefined && { since }), ...(until !== undefined && { until }) };
}

function spelled(line: { readonly member: string; readonly static: boolean }): string {
  return line.static ? `static ${line.member}` : line.member;
}

/**
 * Prints a list as `[a, b]`. The yaml package would print `[ a, b ]` with the setting that prints maps as `{ a: b }`.
 */
class TightList extends YAMLSeq {
  override flow = true;

  constructor(list: YAMLSeq) {
    super();
    this.items = list.items;
  }

  override toString(context?: Parameters<YAMLSeq['toString']>[0]): string {
    return super.toString(context && { ...context, flowCollectionPadding: '' });
  }
}

/** One line per member: the values of entries are written in flow style. */
function setFlow(document: Document): void {
  const constructible = document.get('constructible');
  if (isMap(constructible)) constructible.flow = true;
  visit(document, {
    Scalar(_, scalar) {
      if (typeof scalar.value === 'string' && scalar.value.includes('\n')) scalar.type = 'QUOTE_DOUBLE';
    },
    Seq(_, list) {
      const entries = list.items.filter(isMap);
      for (const pair of entries.flatMap(({ items }) => items)) {
        if (isSeq(pair.value)) pair.value = new TightList(pair.value);
        else if (isMap(pair.value)) setFlowOf(pair.value);
      }
    },
  });
}

function setFlowOf(map: YAMLMap): void {
  map.flow = true;
  for (const pair of map.items) if (isSeq(pair.value)) pair.value = new TightList(pair.value);
}
