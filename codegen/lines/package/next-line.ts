import type { Problem } from '../../common/problem.js';
import type { OpenedDriver } from '../../driver/find/open-driver.js';
import { isBefore, lineOf } from '../../model/releases/release.js';
import type { PublishedLine } from '../../spec/published-lines.js';
import type { LineChange, LineWords } from '../../spec/write/apply-line.js';
import { missingMembers, type PackageGround } from '../package-check.js';

/** What measuring a newer release needs. */
export interface NextGround extends Pick<PackageGround, 'spec' | 'open'> {
  /** Compiles the files generated for one release beside another release. */
  readonly errors: (from: OpenedDriver, beside: OpenedDriver) => Promise<readonly unknown[]>;
  /** Lists the releases between two, both included, oldest first. */
  readonly releases: (from: string, to: string) => Promise<readonly string[]>;
}

/**
 * The line to write, or what a person has to measure. Neither if the newest line is already generated from the release.
 */
export interface NextLine {
  readonly change: LineChange | undefined;
  readonly problem: Problem | undefined;
}

const NOTHING: NextLine = { change: undefined, problem: undefined };

/**
 * Decides how the newest line changes with a newer release. Its package is then generated from that release. If it
 * compiles with all releases that it supported, its range begins where it did. Otherwise, the range begins with the
 * release, and a line below keeps the old one. A new major gets a line of its own.
 */
export async function nextLine(ground: NextGround, newest: PublishedLine, release: OpenedDriver): Promise<NextLine> {
  if (!isBefore(newest.from, release.version)) return NOTHING;
  const words = wordsOf(newest, release.version);
  const others = (await ground.releases(words.since, release.version)).filter((each) => each !== release.version);
  const misfits = await misfitsOf(ground, release, others);
  const isNewMajor = lineOf(newest.from) !== lineOf(release.version);
  if (misfits.length === 0)
    return { ...NOTHING, change: { newest: words, ended: isNewMajor ? newest.releases.until : undefined } };
  if ((await ground.errors(release, release)).length > 0) return asked(newest, notCompiled(release));
  const unknown = others.filter((each) => isBefore(newest.from, each));
  const last = others.at(-1) ?? words.since;
  if (unknown.length > 0) return asked(newest, notMeasured(release, unknown, newest));
  if (!misfits.includes(last)) return asked(newest, fitsInPart(release, { first: words.since, last }));
  return { ...NOTHING, change: { newest: { ...words, since: release.version }, ended: release.version } };
}

/**
 * The values of the line. A later patch of the same minor is the next patch of its package, whose number is independent
 * of the driver's.
 */
export function wordsOf({ version, from, releases }: PublishedLine, release: string): LineWords {
  const [major = '', minor = ''] = release.split('.');
  const [, , patch = ''] = version.split('.');
  const isOfMinor = from.startsWith(`${major}.${minor}.`);
  return {
    version: isOfMinor ? `${major}.${minor}.${Number(patch) + 1}` : `${major}.${minor}.0`,
    from: release,
    since: lineOf(from) === major ? releases.since : releases.until,
    until: `${Number(major) + 1}.0.0`,
  };
}

/**
 * The releases that a package generated from a newer one does not support. Only the first and the last are compiled,
 * since the first lacks the most.
 */
async function misfitsOf(
  { spec, open, errors }: NextGround,
  release: OpenedDriver,
  others: readonly string[],
): Promise<string[]> {
  const misfits = new Set(others.filter((each) => missingMembers(spec, release.version, each).length > 0));
  const ends = new Set([others.at(0) ?? [], others.at(-1) ?? []].flat());
  for (const each of ends) {
    if (misfits.has(each)) continue;
    const found = await errors(release, await open(each));
    if (found.length > 0) misfits.add(each);
  }
  return [...misfits];
}

type Question = Pick<Problem, 'message' | 'fix'>;

function asked({ version, place }: PublishedLine, question: Question): NextLine {
  return {
    ...NOTHING,
    problem: { rule: 'line-unmeasured', severity: 'error', subject: version, ...question, at: place },
  };
}

function notCompiled({ version }: OpenedDriver): Question {
  return {
    message: `the package from ${version} does not compile with ${version} itself, so its range cannot be measured`,
    fix: 'settle what the compiler reports, then run the same command again to write the line',
  };
}

function notMeasured({ version }: OpenedDriver, unknown: readonly string[], newest: PublishedLine): Question {
  const [first, last] = [unknown[0], unknown.at(-1)];
  const span = first === last ? `${first} has` : `${first} to ${last} have`;
  return {
    message: `a package from ${version} does not fit every release of ${newest.version}, and ${span} never been followed`,
    fix: `follow ${first} first, or write the lines as suggested by \`motorized lines --from ${newest.releases.since} --to ${version} --only package\``,
  };
}

function fitsInPart(
  { version }: OpenedDriver,
  { first, last }: { readonly first: string; readonly last: string },
): Question {
  return {
    message: `a package from ${version} compiles with ${last}, but does not fit every release from ${first} on`,
    fix: `write the lines as suggested by \`motorized lines --from ${first} --to ${version} --only package\``,
  };
}
