import type { Place } from '../../common/place.js';
import type { Problem } from '../../common/problem.js';
import { HEADINGS } from '../headings.js';
import type { Claim, Named, Omission } from '../spec.js';

/** Everything that one file names, in the order in which it stands there. */
export interface Entries {
  readonly claims: readonly Claim[];
  readonly events: readonly Named[];
  readonly omitted: readonly Omission[];
}

/** What a file names twice, and what is left of it when only the first of each counts. */
export function withoutDuplicates(className: string, entries: Entries): Entries & { readonly problems: Problem[] } {
  const problems: Problem[] = [];
  const claims: Claim[] = [];
  const omitted: Omission[] = [];
  const events: Named[] = [];
  const claimed = new Map<string, Claim>();
  for (const claim of entries.claims) {
    const before = claimed.get(spelled(claim));
    if (before) problems.push(claimedTwice(className, claim, before));
    else {
      claimed.set(spelled(claim), claim);
      claims.push(withoutDuplicateThrough(className, claim, problems));
    }
  }
  for (const omission of entries.omitted) {
    const claim = claimed.get(spelled(omission));
    const before = omitted.find((other) => spelled(omission) === spelled(other) && overlap(omission, other));
    if (claim && omission.framework === undefined) problems.push(claimedAndOmitted(className, omission, claim));
    else if (before) problems.push(omittedTwice(className, omission, before));
    else omitted.push(omission);
  }
  for (const event of entries.events) {
    const before = events.find((other) => other.name === event.name);
    if (before) problems.push(listedTwice(className, event, before, 'event'));
    else events.push(event);
  }
  return { claims, events, omitted, problems };
}

/** `Collection.find`, `Collection[Symbol.asyncIterator]`: how problems name a member. */
export function memberSubject(className: string, member: string): string {
  return member.startsWith('[') ? `${className}${member}` : `${className}.${member}`;
}

interface MemberLine {
  readonly member: string;
  readonly static: boolean;
}

/** Two omissions of one member are apart only when each is for a framework of its own. */
function overlap(a: Omission, b: Omission): boolean {
  return a.framework === b.framework || a.framework === undefined || b.framework === undefined;
}

function spelled({ member, static: isStatic }: MemberLine): string {
  return `\`${isStatic ? 'static ' : ''}${member}\``;
}

function heading({ kind, run }: Claim): string {
  return `\`${HEADINGS[kind]}\`${run ? ' in `run`' : ''}`;
}

interface Placed {
  readonly place: Place;
}

/** A problem of a line that says what another one has said. */
export function duplicate(subject: string, message: string, fix: string, line: Placed, first: Placed): Problem {
  return { rule: 'spec-duplicate', severity: 'error', subject, message, fix, at: line.place, related: first.place };
}

function claimedTwice(className: string, claim: Claim, before: Claim): Problem {
  const under = heading(claim);
  const message =
    under === heading(before)
      ? `${spelled(claim)} stands twice under ${under}, expected once`
      : `${spelled(claim)} stands under ${under} and under ${heading(before)}, expected one of the two`;
  return duplicate(memberSubject(className, claim.member), message, 'delete one of the two lines', claim, before);
}

function claimedAndOmitted(className: string, omission: Omission, claim: Claim): Problem {
  const message = `${spelled(omission)} is omitted and stands under ${heading(claim)}, expected one of the two`;
  const fix = 'delete one of the two lines, or name the one `framework` that omits it';
  return duplicate(memberSubject(className, omission.member), message, fix, omission, claim);
}

function omittedTwice(className: string, omission: Omission, before: Omission): Problem {
  const message = `${spelled(omission)} is omitted twice, expected once, or once for each \`framework\``;
  const fix = 'delete one of the two lines';
  return duplicate(memberSubject(className, omission.member), message, fix, omission, before);
}

function listedTwice(className: string, line: Named, before: Named, what: string): Problem {
  const message = `the ${what} \`${line.name}\` stands twice, expected once`;
  return duplicate(memberSubject(className, line.name), message, 'delete one of the two', line, before);
}

function withoutDuplicateThrough(className: string, claim: Claim, problems: Problem[]): Claim {
  const through: Named[] = [];
  for (const line of claim.through) {
    const before = through.find((other) => other.name === line.name);
    if (!before) {
      through.push(line);
      continue;
    }
    const message = `\`${line.name}\` stands twice in what ${spelled(claim)} goes through, expected once`;
    const subject = memberSubject(className, claim.member);
    problems.push(duplicate(subject, message, 'delete one of the two', line, before));
  }
  return through.length === claim.through.length ? claim : { ...claim, through };
}
