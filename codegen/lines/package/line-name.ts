import type { PublishedLine } from '../../spec/published-lines.js';

// The one place that says by what a package is found on the registry.

/** What npm installs where nobody names a version or a tag. */
const LATEST = 'latest';

/** What follows `motorized@`: the major of a line that is the newest of it, else its minor, else its version. */
export function lineName({ version }: PublishedLine, lines: readonly PublishedLine[]): string {
  const [major = '', minor] = version.split('.');
  return [major, `${major}.${minor}`].find((each) => newestOf(each, lines)?.version === version) ?? version;
}

/**
 * The npm tag of a line's package: `latest` for the newest, `mongodb-6.22` for another one, and `mongodb-6.13.0` where a newer
 * package has that minor. It stays the same with the line's next patch, and no two lines have the same.
 */
export function lineTag(line: PublishedLine, lines: readonly PublishedLine[]): string {
  if (line.version === lines[0]?.version) return LATEST;
  const minor = minorOf(line.version);
  const isNewest = newestOf(minor, lines)?.version === line.version;
  return `mongodb-${isNewest ? minor : line.from}`;
}

/** The lines stand with the newest first. */
function newestOf(name: string, lines: readonly PublishedLine[]): PublishedLine | undefined {
  return lines.find(({ version }) => version.startsWith(`${name}.`));
}

function minorOf(version: string): string {
  return version.split('.').slice(0, 2).join('.');
}
