import { byCodeUnit } from '../../common/order.js';
import { memberKey } from '../../model/member-key.js';
import { type PublishedLine, peerRange } from '../../spec/published-lines.js';
import type { RangedClass, RangedSpec } from '../../spec/ranged-spec.js';
import { holdsIn, type Releases } from '../../spec/releases.js';
import { lineName } from './line-name.js';
import { table } from './table.js';

/** The page for users: which package is for which release of the driver, and what differs between the releases. */
export function linesPage(spec: RangedSpec, lines: readonly PublishedLine[]): string {
  return `${[...HEAD, ...installTable(lines), ...BETWEEN, ...differencesTable(spec, lines)].join('\n')}\n`;
}

const HEAD = [
  '# Which package for which driver',
  '',
  '<!-- Written by `motorized packages --page docs/lines.md` from spec/. DO NOT EDIT. -->',
  '',
  'A package is made from one release of the driver, whose major and minor version it bears, and is for all releases in its range: it compiles with each of them, and has whatever each of',
  'them has. `npm install motorized` gives the newest one. [The README](../README.md#which-to-install) says what npm does where the two do not fit.',
  '',
];

const BETWEEN = [
  '',
  'A member, a type or an error class that comes new to the driver begins a new package, which names it, where an older driver does not have it. So there are more packages than majors;',
  '`motorized lines` measures that none of them claims too much, and that there is not one too many.',
  '',
  '## What differs',
  '',
  'A member that your driver does not have is not there in your package either: the compiler says so. Options are those of the driver that is installed, so that they are in no table.',
  '',
];

function installTable(lines: readonly PublishedLine[]): string[] {
  const rows = lines.map((line) => [
    `\`${peerRange(line.releases)}\``,
    `\`npm install motorized@${lineName(line, lines)}\``,
    line.from,
  ]);
  return table(['mongodb', 'Install', 'Made from mongodb'], rows);
}

/** Something of a class that not every published release has. */
interface Difference {
  readonly of: string;
  readonly name: string;
  readonly releases: Releases;
}

function differencesTable(spec: RangedSpec, lines: readonly PublishedLine[]): string[] {
  const first = lines.at(-1)?.releases.since;
  const isSeen = ({ releases }: Difference): boolean =>
    (releases.since ?? releases.until) !== undefined && (first === undefined || !isOver(releases, first));
  const rows = spec.classes
    .flatMap(differencesOf)
    .filter(isSeen)
    .toSorted((a, b) => byCodeUnit(a.of, b.of) || byCodeUnit(a.name, b.name));
  return table(
    ['Class', 'What', 'From', 'Until'],
    rows.map(({ of, name, releases }) => [`\`${of}\``, name, releases.since ?? '', releases.until ?? '']),
  );
}

/** Whether something has gone before a release. */
function isOver({ until }: Releases, first: string): boolean {
  return until !== undefined && !holdsIn({ since: undefined, until }, first);
}

function differencesOf({ class: of, releases, constructible, claims, events }: RangedClass): Difference[] {
  const wrapped = claims.map((each) => ({
    of,
    name: code(memberKey(each.member, each.static)),
    releases: each.releases,
  }));
  return [
    { of, name: 'the class', releases },
    ...(constructible === undefined ? [] : [{ of, name: 'its constructor', releases: constructible }]),
    ...wrapped,
    ...events.map((each) => ({ of, name: `the event ${code(each.name)}`, releases: each.releases })),
  ];
}

function code(name: string): string {
  return `\`${name}\``;
}
