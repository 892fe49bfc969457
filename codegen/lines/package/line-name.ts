import type { PublishedLine } from '../../spec/published-lines.js';

// The only place that decides how a package is named on the registry.

/** The tag that npm installs by default. */
const LATEST = 'latest';

/**
 * The name of a line after `motorized@`: the major if it is the newest line of it, or else the minor, or else the
 * version.
 */
export function lineName({ version }: PublishedLine, lines: readonly PublishedLine[]): string {
  const [major = '', minor] = version.split('.');
  return [major, `${major}.${minor}`].find((each) => newestOf(each, lines)?.version === version) ?? version;
}

/**
 * The npm tag of a line's package: `latest` for the newest line, `mongodb-6.22` for others, and `mongodb-6.13.0` if a
 * newer package has that minor. Patches of a line keep the tag, and no two lines share one.
 */
export function lineTag(line: PublishedLine, lines: readonly PublishedLine[]): string {
  if (line.version === lines[0]?.version) return LATEST;
  const minor = minorOf(line.version);
  const isNewest = newestOf(minor, lines)?.version === line.version;
  return `mongodb-${isNewest ? minor : line.from}`;
}

/** The newest line with a name. The lines are sorted, newest first. */
function newestOf(name: string, lines: readonly PublishedLine[]): PublishedLine | undefined {
  return lines.find(({ version }) => version.startsWith(`${name}.`));
}

function minorOf(version: string): string {
  return version.split('.').slice(0, 2).join('.');
}
