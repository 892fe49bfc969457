import { join } from 'node:path';

import { kindOf } from '../../common/files/read-file.js';
import { shownPath } from '../../common/files/shown-path.js';
import { compareVersions, releaseOf } from '../../model/releases/release.js';
import type { Driver } from '../../model/driver.js';
import { findClass } from '../../model/lookup.js';
import { memberKey } from '../../model/member-key.js';
import { suggestSpec } from '../../reconcile/suggest-spec.js';
import { HEADINGS } from '../../spec/headings.js';
import { applyEdit } from '../../spec/write/apply-edit.js';
import { applyEnd } from '../../spec/write/apply-end.js';
import { itemText } from '../../spec/write/item-text.js';
import { lineSince } from '../../spec/write/line-since.js';
import { printSpec, type SpecOutline } from '../../spec/write/print-spec.js';
import type { Finding } from '../finding.js';
import { familyOf } from '../rules.js';
import { settleNightly } from './settle-nightly.js';
import { SpecFiles } from './spec-files.js';

/** The lines that say what was changed in the spec, and what is left to a person. */
export interface Fixed {
  readonly lines: readonly string[];
  readonly isChanged: boolean;
}

export interface FixRequest {
  readonly findings: readonly Finding[];
  /** The spec folder. */
  readonly spec: string;
  readonly driver: Driver;
  /** The newest release with an accepted surface. Undefined if there is none. */
  readonly accepted: string | undefined;
}

/**
 * How the driver relates to the accepted release: a difference is a mistake in the spec, or came with a newer release.
 */
type Standing =
  | { readonly kind: 'same' }
  /** The release with which the difference came. */
  | { readonly kind: 'newer'; readonly release: string }
  | { readonly kind: 'older' };

/** Makes the edits of the spec that follow from the driver's declarations alone. */
export async function applyFixes({ findings, spec, driver, accepted }: FixRequest): Promise<Fixed> {
  const standing = standingOf(driver, accepted);
  const claims = findings.filter((each) => familyOf(each.rule) === 'claim');
  const files = new SpecFiles();
  const done = new Map<Finding, string>();
  const settle = (finding: Finding, line: string | undefined): void => {
    if (line !== undefined) done.set(finding, [done.get(finding) ?? finding.subject, line].join(': '));
  };
  const settled = settleNightly({ spec, files, accepted, version: driver.version });
  // From the last line up, so that what is still to be ended stands where the findings say.
  if (standing.kind === 'newer') for (const finding of fromTheEnd(claims)) settle(finding, endOne(finding, files));
  if (standing.kind !== 'older')
    for (const finding of claims) settle(finding, addOne(finding, { files, spec, driver, standing, done }));
  await files.write();
  const left = claims.filter((each) => !done.has(each));
  return {
    lines: [
      ...settled.map((each) => `fixed: ${each}`),
      ...claims.flatMap((each) => (done.has(each) ? [`fixed: ${done.get(each)}`] : [])),
      ...left.map((each) => `left to you: ${each.subject} (${each.rule}): ${each.fix}`),
    ],
    isChanged: settled.length > 0 || done.size > 0,
  };
}

function standingOf({ version }: Driver, accepted: string | undefined): Standing {
  const release = releaseOf(version);
  const order = accepted === undefined || release === undefined ? 0 : compareVersions(version, accepted);
  if (order > 0 && release !== undefined) return { kind: 'newer', release };
  return { kind: order < 0 ? 'older' : 'same' };
}

function fromTheEnd(findings: readonly Finding[]): Finding[] {
  const ended = findings.flatMap((finding) => (finding.end === undefined ? [] : [{ finding, at: finding.end.at }]));
  return ended.toSorted(({ at: a }, { at: b }) => b.line - a.line || b.column - a.column).map(({ finding }) => finding);
}

/** Ends a line whose member the driver no longer has. */
function endOne({ end }: Finding, files: SpecFiles): string | undefined {
  if (end === undefined) return undefined;
  const { at, until } = end;
  const isDone = files.edit(at.file, 0, (text) => applyEnd(text, at, until));
  return isDone ? `\`until: ${until}\` at ${at.file}:${at.line}` : undefined;
}

interface Adding {
  readonly files: SpecFiles;
  readonly spec: string;
  readonly driver: Driver;
  readonly standing: Standing;
  readonly done: ReadonlyMap<Finding, string>;
}

/** Adds a line or a file for what the spec lacks. */
function addOne(finding: Finding, adding: Adding): string | undefined {
  const { rule, edit } = finding;
  if (rule === 'unclaimed-class') return addClass(finding.subject, adding);
  // The kind has changed in this release. If the old line has not been ended, a person has to move it.
  if (edit?.certain !== true || (rule === 'kind-mismatch' && !adding.done.has(finding))) return undefined;
  const { standing } = adding;
  const line = standing.kind === 'newer' ? lineSince(edit.line, standing.release) : edit.line;
  const isDone = adding.files.edit(edit.file, 1, (text) => applyEdit(text, { heading: edit.heading, line }));
  if (!isDone) return undefined;
  const failing = mayFail(finding.subject, edit.heading) ? addFailing(finding.subject, adding) : '';
  return `\`- ${line}\` under \`${edit.heading}:\` in ${edit.file} (${edit.why})${failing}`;
}

/** The headings of members that cannot fail, or whose errors are those of the members that they call. */
const WITHOUT_ERRORS: ReadonlySet<string> = new Set([
  ...(['constant', 'property', 'executor', 'protocol'] as const).map((kind) => HEADINGS[kind]),
  'events',
]);

function mayFail(subject: string, heading: string): boolean {
  return subject.includes('.') && !WITHOUT_ERRORS.has(heading.split('.').at(-1) ?? '');
}

/**
 * If the spec lists errors, adds the new member to each of them: nobody has read the driver's code yet, and a type that
 * is too wide is still correct.
 */
function addFailing(subject: string, { files, spec }: Adding): string {
  const file = shownPath(join(spec, 'errors.yaml'));
  if (kindOf(file) !== 'file') return '';
  const dot = subject.indexOf('.');
  const edit = { heading: `anything.${subject.slice(0, dot)}`, line: itemText(subject.slice(dot + 1)) };
  return files.edit(file, 0, (text) => applyEdit(text, edit)) ? `, and under \`anything:\` in ${file}` : '';
}

/**
 * Adds the file of a class, if the kinds of all members follow from their declarations. Runs and protocols need a
 * person.
 */
function addClass(name: string, adding: Adding): string | undefined {
  const { files, spec, driver, standing } = adding;
  const declared = findClass(driver, name);
  const suggested = declared && suggestSpec(driver, declared);
  if (suggested === undefined || !isCertain(suggested)) return undefined;
  const since = standing.kind === 'newer' ? standing.release : undefined;
  const outline: SpecOutline = { ...suggested, releases: { since, until: undefined } };
  const file = shownPath(join(spec, `${name}.yaml`));
  const isDone = files.add(file, printSpec(outline), outline.claims.length + outline.events.length);
  if (!isDone) return undefined;
  const failing = outline.claims.flatMap(({ member, static: isStatic, kind }) => {
    const subject = `${name}.${memberKey(member, isStatic)}`;
    return mayFail(subject, HEADINGS[kind]) ? addFailing(subject, adding) : '';
  });
  return `${file} (${outline.claims.length} members, whose kinds follow from their declarations)${failing.find((each) => each !== '') ?? ''}`;
}

function isCertain({ claims, constructible, roles }: SpecOutline): boolean {
  if (constructible !== undefined || roles.handshake !== undefined) return false;
  return claims.every((claim) => !claim.run && claim.kind !== 'protocol' && claim.kind !== 'executor');
}
