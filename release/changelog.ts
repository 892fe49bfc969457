import { withChangelogLine } from '../codegen/follow/project/changelog.js';

/** How far a change moves a version. */
export type Bump = 'major' | 'minor' | 'patch' | 'none';

/** A change, as its changeset describes it. */
export interface Change {
  readonly bump: Bump;
  /** Markdown. The first paragraph is the line, the others go below it. */
  readonly summary: string;
}

export interface Release {
  readonly version: string;
  /** 2026-11-28 */
  readonly date: string;
}

/** The headings of Keep a Changelog. */
const HEADINGS: Readonly<Record<Exclude<Bump, 'none'>, string>> = { major: 'Changed', minor: 'Added', patch: 'Fixed' };
const UNRELEASED = '## Unreleased';

/** A changelog with more changes under `Unreleased`. */
export function withChanges(text: string, changes: readonly Change[]): string {
  return changes.reduce(
    (before, { bump, summary }) =>
      bump === 'none' ? before : withChangelogLine(before, asItem(summary), HEADINGS[bump]),
    text,
  );
}

/**
 * Turns the `Unreleased` part of a changelog into a release. The text that `motorized packages --within` writes between
 * two marks stays under `Unreleased`, where it is kept up to date. The release gets a copy without the marks.
 */
export function withRelease(text: string, { version, date }: Release): string {
  const [head, rest] = splitAt(text, `${UNRELEASED}\n`);
  if (rest === undefined) throw new Error(`the changelog has no \`${UNRELEASED}\``);
  const end = rest.indexOf('\n## ');
  const [own, older] = end < 0 ? [rest, ''] : [rest.slice(0, end + 1), rest.slice(end + 1)];
  const changes = own.indexOf('### ');
  const preface = (changes < 0 ? own : own.slice(0, changes)).trim();
  const released = `## ${version} - ${date}\n\n${withoutMarks(own.trim())}\n`;
  const parts = [`${head}${UNRELEASED}\n`, ...(preface === '' ? [] : [`${preface}\n`]), released, older];
  return `${parts
    .filter((each) => each !== '')
    .join('\n')
    .trimEnd()}\n`;
}

function asItem(summary: string): string {
  return `- ${summary.trim().split('\n').join('\n  ')}`.replaceAll(/ +$/gm, '');
}

function withoutMarks(text: string): string {
  return text.replaceAll(/^<!-- \/?packages(: \w+)? -->(\n\n?|$)/gm, '').trimEnd();
}

function splitAt(text: string, mark: string): [before: string, after: string | undefined] {
  const at = text.indexOf(mark);
  return at < 0 ? [text, undefined] : [text.slice(0, at), text.slice(at + mark.length)];
}
