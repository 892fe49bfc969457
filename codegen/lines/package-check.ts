import type { OpenedDriver } from '../driver/find/open-driver.js';
import { isBefore } from '../model/releases/release.js';
import { lineFor, peerRange, type PublishedLine } from '../spec/published-lines.js';
import type { RangedSpec } from '../spec/ranged-spec.js';
import { specOf } from '../spec/spec-of.js';
import type { LineCheck, LineFault } from './line-check.js';
import type { LineCompiler } from './line-compiler.js';

/** What checking the packages needs. */
export interface PackageGround {
  /** The lines, newest first. */
  readonly lines: readonly PublishedLine[];
  readonly spec: RangedSpec;
  readonly compiler: LineCompiler;
  readonly open: (version: string) => Promise<OpenedDriver>;
}

/**
 * Checks that there is a published package for a release: its range includes the release, it compiles with it, and it
 * has everything that the release has.
 */
export function packageCheck(ground: PackageGround): LineCheck {
  return {
    name: 'package',
    async look(release) {
      const line = lineFor(ground.lines, release.version);
      if (line === undefined) return [noPackage(release)];
      return [...(await notCompiled(ground, line, release)), ...missing(ground.spec, line, release)];
    },
  };
}

/**
 * Checks whether a package is superfluous: the next one also compiles with the last release before its range, and has
 * everything that this release has.
 */
export function fewestCheck(ground: PackageGround): LineCheck {
  return {
    name: 'fewest',
    async look(release) {
      const line = lineFor(ground.lines, release.version);
      return line === undefined ? [] : tooNarrow(ground, line, release);
    },
  };
}

async function notCompiled(
  { compiler, open }: PackageGround,
  line: PublishedLine,
  release: OpenedDriver,
): Promise<LineFault[]> {
  const from = line.from === release.version ? release : await open(line.from);
  const errors = await compiler.errors(from, release);
  return errors.map(({ code, path, line: at, column, text }) =>
    fault(
      code,
      `motorized ${line.version} ${path}`,
      `motorized ${line.version} claims mongodb ${peerRange(line.releases)}, but does not compile with ${release.version}: ${path}:${at}:${column} ${text}`,
      `start its range in lines.yaml after ${release.version}, and add a line below it for a package from ${release.version}`,
    ),
  );
}

/** A package is generated from the last release of its range, so it lacks members that were removed before. */
function missing(spec: RangedSpec, line: PublishedLine, { version }: OpenedDriver): LineFault[] {
  return missingMembers(spec, line.from, version).map((member) =>
    fault(
      'not-in-package',
      `motorized ${line.version} ${member}`,
      `motorized ${line.version} is generated from ${line.from}, which has no ${member}, but claims mongodb ${version}, which has it`,
      `start its range in lines.yaml after ${version}, and add a line below it for a package from ${version}`,
    ),
  );
}

/** The members that a release has, but a package generated from another release lacks. */
export function missingMembers(spec: RangedSpec, from: string, version: string): string[] {
  const inPackage = membersOf(spec, from);
  return [...membersOf(spec, version)].filter((member) => !inPackage.has(member));
}

function membersOf(spec: RangedSpec, version: string): ReadonlySet<string> {
  return new Set(
    specOf(spec, version).classes.flatMap((each) => [
      each.class,
      ...each.claims.map(({ member }) => `${each.class}.${member}`),
      ...each.events.map(({ name }) => `${each.class}:${name}`),
    ]),
  );
}

/** For the release that a package is generated from: whether the next range could include it. */
async function tooNarrow(
  { lines, spec, compiler, open }: PackageGround,
  line: PublishedLine,
  release: OpenedDriver,
): Promise<LineFault[]> {
  const above = lines[lines.indexOf(line) - 1];
  if (above === undefined || release.version !== line.from || !isOfOneMajor(above, line)) return [];
  if (missing(spec, above, release).length > 0) return [];
  const errors = await compiler.errors(await open(above.from), release);
  if (errors.length > 0) return [];
  return [
    fault(
      'range-too-narrow',
      `motorized ${above.version}`,
      `motorized ${above.version} also compiles with mongodb ${release.version}, but only claims ${peerRange(above.releases)}`,
      `start its range in lines.yaml earlier: the line of ${line.version} may be unnecessary`,
    ),
  ];
}

function isOfOneMajor(a: PublishedLine, b: PublishedLine): boolean {
  return a.from.split('.')[0] === b.from.split('.')[0] && isBefore(b.from, a.from);
}

function noPackage({ version }: OpenedDriver): LineFault {
  const message = `no published package is for mongodb ${version}`;
  return fault('no-package', 'lines.yaml', message, `add a line to lines.yaml for a package from ${version}`);
}

function fault(rule: string, subject: string, message: string, fix: string): LineFault {
  return { rule, subject, isAbsent: false, message, fix };
}
