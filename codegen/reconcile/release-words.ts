import type { Place } from '../common/place.js';
import type { Problem } from '../common/problem.js';
import { compareReleases, isBefore, releaseOf } from '../model/releases/release.js';
import { describeEdit, type SpecEdit } from '../common/spec-edit.js';
import type { Driver } from '../model/driver.js';
import { describeReleases } from '../spec/releases.js';
import type { Elsewhere } from '../spec/spec.js';
import { lineSince } from '../spec/write/line-since.js';

/** The fix for a line or an entry that applies to a release without what it names. */
export function settleGone(driver: Driver, at: Place, what: 'line' | 'entry' = 'line'): Pick<Problem, 'fix' | 'end'> {
  const until = releaseOf(driver.version);
  if (until === undefined) return { fix: `delete the ${what}` };
  return {
    fix: `add \`until: ${until}\` to the ${what}, or \`since:\` with the first release that has it, or delete it`,
    end: { at, until },
  };
}

/**
 * The message and the fix if the driver has something that the spec only lists for other releases. Undefined if the
 * spec does not list it at all.
 */
export function settleElsewhere(
  driver: Driver,
  subject: string,
  lines: readonly Elsewhere[],
  edit?: SpecEdit,
): (Pick<Problem, 'message' | 'fix'> & { readonly at: Place; readonly edit?: SpecEdit }) | undefined {
  const release = releaseOf(driver.version);
  const line = release === undefined ? lines.at(-1) : nearestTo(release, lines);
  if (line === undefined) return undefined;
  const verb = line.what === 'omission' ? 'omitted' : 'claimed';
  const ranges = lines.map(({ releases }) => describeReleases(releases)).join(' and ');
  const message = `${subject} is ${verb} ${ranges}, and ${driver.package} ${driver.version} has it`;
  return { message, at: line.place, ...correction(release, line, edit) };
}

/** The line that begins next, or else the one that ended last. */
function nearestTo(release: string, lines: readonly Elsewhere[]): Elsewhere | undefined {
  const sorted = (bound: 'since' | 'until'): Elsewhere[] =>
    lines
      .filter(({ releases }) => releases[bound] !== undefined)
      .toSorted((a, b) => compareReleases(a.releases[bound] ?? '', b.releases[bound] ?? ''));
  return sorted('since').find(({ releases }) => isBefore(release, releases.since ?? '')) ?? sorted('until').at(-1);
}

/** The edit that corrects the range: another bound, or another line if the driver may have it again. */
function correction(
  release: string | undefined,
  { releases: { since, until } }: Elsewhere,
  edit: SpecEdit | undefined,
): Pick<Problem, 'fix'> & { readonly edit?: SpecEdit } {
  if (release === undefined) return { fix: `delete \`until: ${until}\`, or name a driver whose version is known` };
  if (since !== undefined && isBefore(release, since))
    return { fix: `write \`since: ${release}\`, or an earlier release that is the first to have it` };
  const corrected = `\`until:\` with the first later release that no longer has it, or delete \`until: ${until}\``;
  if (until === release || edit === undefined) return { fix: `write ${corrected}` };
  const again = { ...edit, line: lineSince(edit.line, release) };
  return { fix: `if it came back: ${describeEdit(again)}; otherwise write ${corrected}`, edit };
}
