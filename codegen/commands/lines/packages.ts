import { writeWhole } from '../../common/files/write-file.js';
import { linesPage } from '../../lines/package/lines-page.js';
import { loadSpec } from '../../spec/load-spec.js';
import { loadPublishedLines, peerRange } from '../../spec/published-lines.js';
import { exitCode, type Report } from '../report.js';

export interface PackagesOptions {
  readonly spec: string;
  /** The page to write; undefined to write none. */
  readonly page: string | undefined;
}

/** `motorized packages`: lists what is published, and writes the page that says what is for whom. */
export async function runPackages({ spec: folder, page }: PackagesOptions): Promise<Report> {
  const { spec, ...loaded } = loadSpec(folder);
  const published = loadPublishedLines(folder);
  const read = [loaded, published];
  const problems = read.flatMap((each) => each.problems);
  const report = { problems, sources: new Map(read.flatMap((each) => [...each.sources])) };
  if (exitCode(problems) === 1) return { ...report, code: 1, lines: [], json: {} };
  if (page !== undefined) await writeWhole(page, linesPage(spec, published.lines));
  const lines = published.lines.map(
    ({ version, from, releases }) => `motorized ${version}  made from mongodb ${from}, for ${peerRange(releases)}`,
  );
  const packages = published.lines.map(({ version, from, releases }) => ({
    version,
    from,
    mongodb: peerRange(releases),
  }));
  return { ...report, code: 0, lines, json: { packages } };
}
