import { Document, isMap, isSeq, visit, YAMLSeq } from 'yaml';

import { InternalError } from '../../common/problem.js';
import { MEMBER_KINDS } from '../../model/member-kind.js';
import { HEADINGS } from '../headings.js';
import type { SpecFile } from '../parse/schema.js';
import { type ByRole, mapRoles } from '../roles.js';
import type { Claim, ClassSpec, Omission } from '../spec.js';

/** A class of the spec without the places, as `printSpec` takes it. */
export interface SpecOutline {
  readonly class: string;
  readonly constructible: boolean;
  readonly bound: string | undefined;
  readonly roles: ByRole<string>;
  readonly claims: readonly ClaimOutline[];
  readonly events: readonly string[];
  readonly omitted: readonly Omit<Omission, 'place'>[];
}

export interface ClaimOutline extends Omit<Claim, 'place' | 'through'> {
  readonly through: readonly string[];
}

const HEADER = '# yaml-language-server: $schema=./schema.json\n';

/** The text of a spec file in the committed style. Within a heading the order of the claims is kept. */
export function printSpec(spec: SpecOutline): string {
  const file: SpecFile = {
    class: spec.class,
    ...(spec.constructible && { constructible: true }),
    ...(spec.bound !== undefined && { bound: spec.bound }),
    ...mapRoles(spec.roles, (name) => name),
    ...headings(spec.claims.filter(({ run }) => !run)),
    ...run(spec.claims.filter((claim) => claim.run)),
    ...(spec.events.length > 0 && { events: [...spec.events] }),
    ...(spec.omitted.length > 0 && { omitted: spec.omitted.map(omission) }),
  };
  const document = new Document(file, { aliasDuplicateObjects: false });
  setFlow(document);
  return HEADER + document.toString({ lineWidth: 0, doubleQuotedMinMultiLineLength: Number.MAX_SAFE_INTEGER });
}

/** A loaded class as `printSpec` takes it. */
export function outline(spec: ClassSpec): SpecOutline {
  return {
    class: spec.class,
    constructible: spec.constructible,
    bound: spec.bound?.name,
    roles: mapRoles(spec.roles, nameOf),
    claims: spec.claims.map(({ place: _, through, ...claim }) => ({ ...claim, through: through.map(nameOf) })),
    events: spec.events.map(nameOf),
    omitted: spec.omitted.map(({ place: _, ...rest }) => rest),
  };
}

function nameOf({ name }: { readonly name: string }): string {
  return name;
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

function plain(claim: ClaimOutline): string {
  if (claim.through.length > 0) throw new InternalError(`${claim.member} is no protocol and goes through nothing`);
  return claim.kind === 'constant' ? claim.member : spelled(claim);
}

function protocol(claim: ClaimOutline): string | Record<string, string[]> {
  return claim.through.length === 0 ? spelled(claim) : Object.fromEntries([[spelled(claim), [...claim.through]]]);
}

function omission({ reason, since, framework, ...member }: Omit<Omission, 'place'>) {
  return Object.fromEntries([[spelled(member), { since, reason, ...(framework !== undefined && { framework }) }]]);
}

function spelled(line: { readonly member: string; readonly static: boolean }): string {
  return line.static ? `static ${line.member}` : line.member;
}

/** A list as `[a, b]`, where yaml would write `[ a, b ]` as soon as maps are to be `{ a: b }`. */
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

/** One member, one line: what an entry stands before is written in flow style. */
function setFlow(document: Document): void {
  visit(document, {
    Scalar(_, scalar) {
      if (typeof scalar.value === 'string' && scalar.value.includes('\n')) scalar.type = 'QUOTE_DOUBLE';
    },
    Seq(_, list) {
      const entries = list.items.filter(isMap);
      for (const pair of entries.flatMap(({ items }) => items)) {
        if (isSeq(pair.value)) pair.value = new TightList(pair.value);
        else if (isMap(pair.value)) pair.value.flow = true;
      }
    },
  });
}
