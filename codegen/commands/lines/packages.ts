import { orCannotRun, readRegularFile } from '../../common/files/read-file.js';
import { writeWhole } from '../../common/files/write-file.js';
import { lineTag } from '../../lines/package/line-name.js';
import { linesPage } from '../../lines/package/lines-page.js';
import type { Moved } from '../../lines/package/moved-package.js';
import { withLines } from '../../lines/package/told-lines.js';
import { loadSpec } from '../../spec/load-spec.js';
import { loadPublishedLines, peerRange, type PublishedLine } from '../../spec/published-lines.js';
import type { RangedSpec } from '../../spec/ranged-spec.js';
import { exitCode, type Report } from '../report.js';

/** The documents that list the packages. */
export interface PagesOptions {
  /** The page to write. Undefined for none. */
  readonly page: string | undefined;
  /** Documents that list them between two marks. */
  readonly within: readonly string[];
}

export interface PackagesOptions extends PagesOptions {
  readonly spec: string;
}

/** `motorized packages`: lists the published packages, and writes the page that says which one to install. */
export async function runPackages({ spec: folder, ...pages }: PackagesOptions): Promise<Report> {
  const { spec, ...loaded } = loadSpec(folder);
  const published = loadPublishedLines(folder);
  const read = [loaded, published];
  const known = read.flatMap((each) => each.problems);
  const sources = new Map(read.flatMap((each) => [...each.sources]));
  if (exitCode(known) === 1) return { sources, problems: known, code: 1, lines: [], json: {} };
  const { files, problems } = pagesOf(pages, spec, published.lines);
  if (exitCode(problems) === 1) return { sources, problems, code: 1, lines: [], json: {} };
  for (const [file, text] of files) await writeWhole(file, text);
  const lines = published.lines.map(
    ({ version, from, releases }) => `motorized ${version}  generated from mongodb ${from}, for ${peerRange(releases)}`,
  );
  const packages = published.lines.map((line) => ({
    version: line.version,
    from: line.from,
    mongodb: peerRange(line.releases),
    tag: lineTag(line, published.lines),
  }));
  return { sources, problems: known, code: 0, lines, json: { packages } };
}

/** The new texts of the documents. */
export function pagesOf({ page, within }: PagesOptions, spec: RangedSpec, lines: readonly PublishedLine[]): Moved {
  const told = within.map((file) => {
    const text = orCannotRun(() => readRegularFile(file), 'name existing documents with --within');
    return [file, withLines(file, text.toString('utf8'), lines)] as const;
  });
  const pages = page === undefined ? [] : [[page, linesPage(spec, lines)] as const];
  return {
    files: new Map([...pages, ...told.map(([file, { text }]) => [file, text] as const)]),
    problems: told.flatMap(([, { problems }]) => problems),
  };
}
