import type { Problem } from '../../common/problem.js';
import type { Topology } from '../run/suite-server.js';
import { matches } from '../suite/pattern.js';
import { type Entry, isAbout, type Settings } from '../suite/settings.js';
import type { SuiteOutcome } from '../synchro.js';

/** The names that entries of the settings may use, independently of the suite. */
export interface Known {
  readonly frameworks: readonly string[];
  /** The wrapped classes, and their public members as `Collection.findOne`. */
  readonly classes: ReadonlySet<string>;
  readonly members: ReadonlySet<string>;
}

/** Problems with entries that name unknown frameworks or members. */
export function strayNames(settings: Settings, known: Known): Problem[] {
  const { frameworks } = known;
  const strayFrameworks = [...settings.exclusions, ...settings.internals]
    .flatMap((entry) => (entry.frameworks ?? []).map((name) => ({ entry, name })))
    .filter(({ name }) => !frameworks.includes(name))
    .map(({ entry, name }) =>
      stale(entry, `names '${name}', which is not a framework`, `name one of ${frameworks.join(', ')}`),
    );
  return [...strayFrameworks, ...settings.fallThrough.flatMap((entry) => strayMember(entry, known))];
}

/** Problems with entries that name files which the suite does not have. */
export function strayFiles(settings: Settings, files: readonly string[]): Problem[] {
  return [...settings.unselected, ...settings.fast]
    .filter(({ pattern }) => !files.some((file) => matches(pattern, file)))
    .map((entry) => stale(entry, 'is not a test file of the driver suite', 'correct or delete the entry'));
}

/** Public members cannot be listed as internals: one that a framework lacks has to be missing. */
function strayMember(entry: Entry, { classes, members }: Known): Problem[] {
  const { pattern } = entry;
  const [, className = ''] = /^(\w+)\.(?:\w+|\[\w+\])$/.exec(pattern) ?? [];
  if (!classes.has(className))
    return [
      stale(entry, 'is not a member of a wrapped class', 'write it as `MongoClient.topology`, or delete the entry'),
    ];
  return members.has(pattern) ? [stale(entry, 'is public, and must not fall through', 'delete the entry')] : [];
}

/** The extent of a run. */
export interface Extent {
  readonly topology: Topology;
  /** Whether all frameworks took part. */
  readonly isEveryFramework: boolean;
}

/** Problems with entries that a full run did not need, since a stale entry would hide the next fault. */
export function unusedEntries(
  settings: Settings,
  { comparisons, raw }: Pick<SuiteOutcome, 'comparisons' | 'raw'>,
  { topology, isEveryFramework }: Extent,
): Problem[] {
  const used = new Set(comparisons.flatMap((each) => [...each.used]));
  const ran = comparisons.flatMap(({ framework, tests }) => tests.map(({ id }) => ({ id, framework })));
  const couldBe = (entry: Entry): boolean => ran.some(({ id, framework }) => isAbout(entry, id, framework));
  const isNamed = ({ pattern }: Entry): boolean => raw.some(({ id }) => matches(pattern, id));
  const expected = [...settings.exclusions, ...settings.internals];
  // Entries for frameworks that do not take part do not count.
  const relevant = [...expected, ...settings.unreliable].filter(({ frameworks }) =>
    comparisons.some((each) => frameworks?.includes(each.framework) ?? true),
  );
  // A standalone server has neither transactions nor change streams, whose tests read some internals. And a test that
  // fails by design on one framework may read some on another.
  const isWhole = topology === 'replica set' && isEveryFramework;
  // Reads of symbols cannot be reported.
  const fallThrough = isWhole ? settings.fallThrough.filter(({ pattern }) => !pattern.endsWith(']')) : [];
  return [
    ...relevant
      .filter((entry) => !isNamed(entry))
      .map((entry) =>
        stale(entry, 'does not name a test', 'correct or delete the entry; ` #` in a name has to be in quotes'),
      ),
    ...expected
      .filter((entry) => isNamed(entry) && !used.has(entry) && couldBe(entry))
      .map((entry) => {
        const on = entry.frameworks === undefined ? '' : ` on ${entry.frameworks.join(', ')}`;
        return stale(entry, `is expected to fail${on}, but all its tests pass`, 'delete the entry');
      }),
    ...fallThrough
      .filter((entry) => !used.has(entry))
      .map((entry) => stale(entry, 'falls through, but no test needs it', 'delete the entry')),
  ];
}

function stale({ pattern, place }: Entry, says: string, fix: string): Problem {
  const message = `'${pattern}' ${says}`;
  return { rule: 'synchro-unused', severity: 'error', subject: pattern, message, fix, at: place };
}
