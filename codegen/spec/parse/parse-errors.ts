import { basename } from 'node:path/posix';

import type { Problem } from '../../common/problem.js';
import type { RangedErrors, RangedFailing } from '../ranged-spec.js';
import { overlap, type Ranged } from '../releases.js';
import type { Named } from '../spec.js';
import { quoted } from '../yaml/quoted.js';
import { type Path, readYaml, type YamlSource } from '../yaml/yaml-source.js';
import { duplicate } from './duplicates.js';
import { namedLine, releasesIn } from './entries.js';
import { errorsFile, errorsForm } from './errors-schema.js';
import { withoutMark } from './parse-spec.js';
import { emptyRanges } from './range-problems.js';
import { memberLine } from './schema.js';
import { shapeProblems } from './shape-problems.js';

const FILE = 'errors.yaml';

/** The default without the file: every command can fail with every error. */
export const NO_ERRORS: RangedErrors = { anything: [], limited: [] };

export interface ParsedErrors {
  /** Empty if the file is malformed. */
  readonly errors: RangedErrors;
  readonly problems: readonly Problem[];
}

/** Whether a file of a spec folder is `errors.yaml`, which does not describe a class. */
export function isErrorsFile(file: string): boolean {
  return /^errors\.ya?ml$/.test(basename(file));
}

/** Reads `errors.yaml`. `file` is its name in messages, with `/` between folders. */
export function parseErrorsFile(file: string, text: string): ParsedErrors {
  const source = readYaml(file, withoutMark(text));
  if (!source.readable) return { errors: NO_ERRORS, problems: source.problems };
  const shape = [
    ...fileNameProblems(file),
    ...source.problems,
    ...shapeProblems(source, file, errorsForm),
    ...emptyRanges(source, file),
  ];
  const parsed = errorsFile.safeParse(source.data);
  if (!parsed.success) return { errors: NO_ERRORS, problems: shape };
  const { anything = {}, errors = {} } = parsed.data;
  const spec: RangedErrors = {
    anything: failingAt(source, ['anything'], anything),
    limited: Object.entries(errors).map(([name, { since, until, ...failing }]) => ({
      error: { name, place: source.keyPlace(['errors', name]) },
      by: failingAt(source, ['errors', name], failing),
      releases: releasesIn({ since, until }),
    })),
  };
  return { errors: spec, problems: [...shape, ...duplicates(spec)] };
}

/** The name of an entry in problems: `MongoBulkWriteError(Collection.insertMany)`. */
export function failingSubject(by: string, className: string, member?: string): string {
  return `${by}(${member === undefined ? className : `${className}.${member}`})`;
}

function failingAt(
  source: YamlSource,
  path: Path,
  failing: Readonly<Record<string, 'all' | readonly unknown[]>>,
): RangedFailing[] {
  return Object.entries(failing).map(([name, members]) => ({
    class: { name, place: source.keyPlace([...path, name]) },
    members:
      members === 'all'
        ? undefined
        : members.flatMap((item, index) => namedLine(source, [...path, name, index], memberLine, item)),
  }));
}

function fileNameProblems(file: string): Problem[] {
  const found = basename(file);
  if (found === FILE) return [];
  const message = `the file is named ${quoted(found)}, expected ${quoted(FILE)}`;
  const at = { file, line: 1, column: 1 };
  return [
    {
      rule: 'spec-file-name',
      severity: 'error',
      subject: file,
      message,
      fix: `rename the file to ${quoted(FILE)}`,
      at,
    },
  ];
}

/**
 * Problems with members that are listed twice, or that are listed for an error class although they can fail with
 * anything.
 */
function duplicates({ anything, limited }: RangedErrors): Problem[] {
  return [
    ...repeated('anything', anything),
    ...limited.flatMap((each) => [...repeated(each.error.name, each.by), ...needless(each, anything)]),
  ];
}

function repeated(by: string, failing: readonly RangedFailing[]): Problem[] {
  return failing.flatMap(({ class: { name }, members = [] }) =>
    members.flatMap((member, index): Problem[] => {
      const before = find(members.slice(0, index), member);
      if (before === undefined) return [];
      const message = `${quoted(member.name)} of ${name} is listed twice under ${quoted(by)}, expected once`;
      return [duplicate(failingSubject(by, name, member.name), message, 'delete one of the two', member, before)];
    }),
  );
}

function needless({ error, by }: RangedErrors['limited'][number], anything: readonly RangedFailing[]): Problem[] {
  return by.flatMap(({ class: { name }, members }) => {
    const same = anything.find((other) => other.class.name === name);
    if (same === undefined) return [];
    return (members ?? []).flatMap((member): Problem[] => {
      const before = same.members === undefined ? same.class : find(same.members, member);
      if (before === undefined) return [];
      const message = `${quoted(member.name)} of ${name} is listed under ${quoted(error.name)} and under \`anything\`, which covers every error class`;
      return [duplicate(failingSubject(error.name, name, member.name), message, 'delete it here', member, before)];
    });
  });
}

/** A member with the same name that overlaps in at least one release. */
function find(members: readonly Ranged<Named>[], { name, releases }: Ranged<Named>): Ranged<Named> | undefined {
  return members.find((other) => other.name === name && overlap(other.releases, releases));
}
