import { byCodeUnit } from '../../common/order.js';
import { memberKey } from '../../model/member-key.js';
import { type PublishedLine, peerRange } from '../../spec/published-lines.js';
import type { RangedClass, RangedSpec } from '../../spec/ranged-spec.js';
import { holdsIn, type Releases } from '../../spec/releases.js';
import { lineName } from './line-name.js';
import { table } from './table.js';

/** The page for users: which package supports which releases of the driver, and how these differ. */
export function linesPage(spec: RangedSpec, lines: readonly PublishedLine[]): string {
  return `${[...HEAD, ...installTable(lines), ...BETWEEN, ...differencesTable(spec, lines)].join('\n')}\n`;
}

const HEAD = [
  '# Which package for which driver',
  '',
  '<!-- Written by `motorized packages --page docs/lines.md` from spec/. DO NOT EDIT. -->',
  '',
  'Find the row with your release of `mongodb`, and install its package. A package is generated from one release of the driver and has its major and minor version. It compiles with',
  'every release in its range, and has everything that each of them has. `npm install motorized` installs the newest package. If it does not fit your driver,',
  '[the README](../README.md#which-to-install) says what npm does.',
  '',
];

const BETWEEN = [
  '',
  'There are more packages than majors: a package that names a new member, type or error class of the driver does not compile with older drivers, which do not have it.',
  '`motorized lines` measures that no package claims too wide a range, and that no package is unnecessary.',
  '',
  '## What differs',
  '',
  'If your driver does not have a member, neither does its package, and the compiler tells you. Options are not in the table: their types come from the installed driver.',
  '',
];

function installTable(lines: readonly PublishedLine[]): string[] {
  const rows = lines.map((line) => [
    `\`${peerRange(line.releases)}\``,
    `\`npm install motorized@${lineName(line, lines)}\``,
    line.from,
  ]);
  return table(['mongodb', 'Install', 'Generated from mongodb'], rows);
}

/** A member of a class that only some releases have. */
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

/** Whether something was removed before a release. */
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
