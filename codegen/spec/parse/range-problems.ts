import { isBefore } from '../../model/releases/release.js';
import type { Problem } from '../../common/problem.js';
import { describeReleases, overlap, type Ranged, type Releases } from '../releases.js';
import type { Named } from '../spec.js';
import type { Path, YamlSource } from '../yaml/yaml-source.js';
import { type Entries, memberSubject } from './duplicates.js';
import { releasesIn } from './entries.js';

/** Problems with ranges anywhere in a file that end before they begin. */
export function emptyRanges(source: YamlSource, subject: string): Problem[] {
  const problems: Problem[] = [];
  const seen = new Set<unknown>();
  const look = (value: unknown, path: Path): void => {
    // An anchor may contain itself.
    if (typeof value !== 'object' || value === null || seen.has(value)) return;
    seen.add(value);
    const { since, until } = releasesIn(value as Readonly<Record<string, unknown>>);
    if (since !== undefined && until !== undefined && !isBefore(since, until)) {
      problems.push({
        rule: 'spec-range',
        severity: 'error',
        subject,
        message: `the range from ${since} until ${until} contains no release, expected an \`until\` that comes after its \`since\``,
        fix: 'correct one of the two: `since` is the first release that has it, `until` the first that no longer has it',
        at: source.place([...path, 'until']),
        related: source.place([...path, 'since']),
      });
    }
    const steps = Array.isArray(value) ? value.keys() : Object.keys(value);
    for (const step of steps) look(Reflect.get(value, step), [...path, step]);
  };
  look(source.data, []);
  return problems;
}

/** Problems with lines that only apply to releases without the class. */
export function linesOfNoRelease(className: string, releases: Releases, entries: Entries): Problem[] {
  const lines: readonly Ranged<Named>[] = [
    ...[...entries.claims, ...entries.omitted].map((each) => ({ ...each, name: each.member })),
    ...entries.events,
  ];
  return lines
    .filter((line) => !overlap(line.releases, releases))
    .map((line) => ({
      rule: 'spec-range',
      severity: 'error',
      subject: memberSubject(className, line.name),
      message: `the line applies ${describeReleases(line.releases)} and its file ${describeReleases(releases)}, expected a release to which both apply`,
      fix: 'correct one of them, or delete the line',
      at: line.place,
    }));
}
