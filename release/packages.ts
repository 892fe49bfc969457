import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { packageRoot } from '../codegen/common/package-root.js';
import { CannotRunError } from '../codegen/common/problem.js';
import { lineTag } from '../codegen/lines/package/line-name.js';
import { loadPublishedLines, namedLine, type PublishedLine } from '../codegen/spec/published-lines.js';
import type { ReleasePackage } from './packed.js';

/** The word for the generator: `make release-pack PACKAGES='codegen 7'`. */
const GENERATOR = 'codegen';
/** The word for everything. */
const ALL = 'all';
/** The name of the package that `lines.yaml` lists. */
const WRAPPERS = 'motorized';

/**
 * All packages, in the order of publishing. npm tags the first version of a name as `latest`, whatever its own tag, so
 * the newest line comes first.
 */
export function releasePackages(): ReleasePackage[] {
  const lines = publishedLines();
  return [generator(), ...lines.map((line) => ({ name: WRAPPERS, version: line.version, tag: lineTag(line, lines) }))];
}

/**
 * The packages that a user names: `all`, `codegen`, `7`, `6.16`.
 *
 * @throws {CannotRunError} if there is none with a name, or none is named
 */
export function namedPackages(words: readonly string[]): ReleasePackage[] {
  if (words.length === 0)
    throw new CannotRunError('no package is named', `name some, as in PACKAGES='${GENERATOR} 7', or PACKAGES=${ALL}`);
  if (words.includes(ALL)) return releasePackages();
  const lines = publishedLines();
  const versions = new Set(words.filter((word) => word !== GENERATOR).map((word) => namedLine(lines, word).version));
  const isNamed = ({ name, version }: ReleasePackage): boolean =>
    name === WRAPPERS ? versions.has(version) : words.includes(GENERATOR);
  return releasePackages().filter(isNamed);
}

/** The line of a package. Undefined for the generator. */
export function lineOf({ name, version }: ReleasePackage): string | undefined {
  return name === WRAPPERS ? version : undefined;
}

function generator(): ReleasePackage {
  const text = readFileSync(join(packageRoot(), 'package.json'), 'utf8');
  const { name, version } = JSON.parse(text) as Pick<ReleasePackage, 'name' | 'version'>;
  // 0.2.0-next.1 is not for everybody.
  return { name, version, tag: version.includes('-') ? 'next' : 'latest' };
}

function publishedLines(): readonly PublishedLine[] {
  const { lines, problems } = loadPublishedLines(join(packageRoot(), 'spec'));
  const [problem] = problems;
  if (problem !== undefined) throw new CannotRunError(problem.message, problem.fix);
  return lines;
}
