import type { Place } from '../../common/place.js';
import type { Problem } from '../../common/problem.js';
import { HEADINGS } from '../headings.js';
import { ALL_RELEASES, describeReleases, overlap, type Ranged, type Releases } from '../releases.js';
import type { Claim, Named, Omission } from '../spec.js';

/** Everything that a file names, in the order of the file. */
export interface Entries {
  readonly claims: readonly Ranged<Claim>[];
  readonly events: readonly Ranged<Named>[];
  readonly omitted: readonly Ranged<Omission>[];
}

/** Problems with entries that a file has twice for the same release, and the entries without these duplicates. */
export function withoutDuplicates(className: string, entries: Entries): Entries & { readonly problems: Problem[] } {
  const problems: Problem[] = [];
  const claims: Ranged<Claim>[] = [];
  const omitted: Ranged<Omission>[] = [];
  const events: Ranged<Named>[] = [];
  // By name, since there may be very many.
  const known = new Map<string, Ranged<Claim>[]>();
  const claimed = (line: Ranged<MemberLine>): Ranged<Claim> | undefined =>
    known.get(spelled(line))?.find((other) => overlap(other.releases, line.releases));
  for (const claim of entries.claims) {
    const before = claimed(claim);
    if (before) {
      problems.push(claimedTwice(className, claim, before));
      continue;
    }
    known.set(spelled(claim), [...(known.get(spelled(claim)) ?? []), claim]);
    claims.push(withoutDuplicateThrough(className, claim, problems));
  }
  for (const omission of entries.omitted) {
    const claim = claimed(omission);
    const before = omitted.find((other) => spelled(omission) === spelled(other) && areOne(omission, other));
    if (claim && omission.framework === undefined) problems.push(claimedAndOmitted(className, omission, claim));
    else if (before) problems.push(omittedTwice(className, omission, before));
    else omitted.push(omission);
  }
  for (const event of entries.events) {
    const before = events.find((other) => other.name === event.name && overlap(other.releases, event.releases));
    if (before) problems.push(listedTwice(className, event, before, 'event'));
    else events.push(event);
  }
  return { claims, events, omitted, problems };
}

/** The name of a member in problems: `Collection.find`, `Collection[Symbol.asyncIterator]`. */
export function memberSubject(className: string, member: string): string {
  return member.startsWith('[') ? `${className}${member}` : `${className}.${member}`;
}

interface MemberLine {
  readonly member: string;
  readonly static: boolean;
}

/** Whether two omissions of a member collide: they must differ in their framework or in their releases. */
function areOne(a: Ranged<Omission>, b: Ranged<Omission>): boolean {
  const ofOneFramework = a.framework === b.framework || a.framework === undefined || b.framework === undefined;
  return ofOneFramework && overlap(a.releases, b.releases);
}

function spelled({ member, static: isStatic }: MemberLine): string {
  return `\`${isStatic ? 'static ' : ''}${member}\``;
}

function heading({ kind, run }: Claim): string {
  return `\`${HEADINGS[kind]}\`${run ? ' in `run`' : ''}`;
}

interface Placed {
  readonly place: Place;
  /** Undefined if it applies in the same releases as the line that it belongs to. */
  readonly releases?: Releases;
}

/** The problem that a line repeats another one. */
export function duplicate(subject: string, message: string, fix: string, line: Placed, first: Placed): Problem {
  const at = { at: line.place, related: first.place };
  return { rule: 'spec-duplicate', severity: 'error', subject, ...ofReleases(message, fix, line, first), ...at };
}

/** If both lines have releases, they may have been meant for different ones. */
function ofReleases(message: string, fix: string, line: Placed, first: Placed): Pick<Problem, 'message' | 'fix'> {
  const isRanged = ({ releases }: Placed): boolean => releases?.since !== undefined || releases?.until !== undefined;
  if (!isRanged(line) && !isRanged(first)) return { message, fix };
  const [one, other] = [line, first].map((each) => describeReleases(each.releases ?? ALL_RELEASES));
  return {
    message: `${message}, or separate releases: one applies ${one}, the other ${other}`,
    fix: `end one with \`until\` where the other begins, or ${fix}`,
  };
}

function claimedTwice(className: string, claim: Ranged<Claim>, before: Ranged<Claim>): Problem {
  const under = heading(claim);
  const message =
    under === heading(before)
      ? `${spelled(claim)} is listed twice under ${under}, expected once`
      : `${spelled(claim)} is listed under ${under} and under ${heading(before)}, expected one of the two`;
  return duplicate(memberSubject(className, claim.member), message, 'delete one of the two lines', claim, before);
}

function claimedAndOmitted(className: string, omission: Ranged<Omission>, claim: Ranged<Claim>): Problem {
  const message = `${spelled(omission)} is omitted and listed under ${heading(claim)}, expected one of the two`;
  const fix = 'delete one of the two lines, or name the one `framework` that omits it';
  return duplicate(memberSubject(className, omission.member), message, fix, omission, claim);
}

function omittedTwice(className: string, omission: Ranged<Omission>, before: Ranged<Omission>): Problem {
  const message = `${spelled(omission)} is omitted twice, expected once, or once for each \`framework\``;
  const fix = 'delete one of the two lines';
  return duplicate(memberSubject(className, omission.member), message, fix, omission, before);
}

function listedTwice(className: string, line: Ranged<Named>, before: Ranged<Named>, what: string): Problem {
  const message = `the ${what} \`${line.name}\` is listed twice, expected once`;
  return duplicate(memberSubject(className, line.name), message, 'delete one of the two', line, before);
}

function withoutDuplicateThrough(className: string, claim: Ranged<Claim>, problems: Problem[]): Ranged<Claim> {
  const through: Named[] = [];
  for (const line of claim.through) {
    const before = through.find((other) => other.name === line.name);
    if (!before) {
      through.push(line);
      continue;
    }
    const message = `\`${line.name}\` is listed twice among the members that ${spelled(claim)} goes through, expected once`;
    const subject = memberSubject(className, claim.member);
    problems.push(duplicate(subject, message, 'delete one of the two', line, before));
  }
  return through.length === claim.through.length ? claim : { ...claim, through };
}
