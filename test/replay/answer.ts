import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import type { Problem } from '../../codegen/common/problem.js';
import { memberKey } from '../../codegen/model/member-key.js';
import { isBefore } from '../../codegen/model/releases/release.js';
import { loadSpec } from '../../codegen/spec/load-spec.js';
import { parseSpecFile } from '../../codegen/spec/parse/parse-spec.js';
import type { RangedClass } from '../../codegen/spec/ranged-spec.js';
import { holdsIn, type Ranged } from '../../codegen/spec/releases.js';
import { type ByRole, mapRoles, ROLE_NAMES } from '../../codegen/spec/roles.js';
import { specOf } from '../../codegen/spec/spec-of.js';
import { outline, printSpec, type SpecOutline } from '../../codegen/spec/write/print-spec.js';

export interface AnswerRequest {
  /** The folder of the spec that is being followed. */
  readonly spec: string;
  /** The spec with the answers. */
  readonly today: string;
  readonly release: string;
}

/**
 * Answers the questions about a release as the author of today's spec did. Changes exactly the lines in question to
 * those of today's spec, as far as they could be known at the release. Returns what was written.
 */
export function answer(problem: Problem, request: AnswerRequest): string {
  const [className, member] = subjectOf(problem);
  const known = knownClass(request, className);
  const file = join(request.spec, `${className}.yaml`);
  if (problem.rule === 'unclaimed-class') {
    writeFileSync(file, printSpec(known));
    return `${className}: its file`;
  }
  const followed = readClass(file);
  if (problem.rule === 'undecided-role') return answerRoles(file, followed, rolesAsked(problem, member, request));
  if (member === undefined || problem.at?.file.endsWith('errors.yaml') === true)
    throw new Error(`today's spec has no answer to ${problem.rule} of ${problem.subject}: ${problem.message}`);
  const isIt = (line: { readonly member: string; readonly static: boolean }): boolean =>
    memberKey(line.member, line.static) === member;
  const mended = {
    ...followed,
    claims: [...followed.claims.filter((each) => !isIt(each)), ...known.claims.filter(isIt)],
    omitted: [...followed.omitted.filter((each) => !isIt(each)), ...known.omitted.filter(isIt)],
    events: [...followed.events, ...known.events].filter(
      ({ name }, at, all) => all.findIndex((each) => each.name === name) === at,
    ),
  };
  writeFileSync(file, printSpec(mended));
  return `${className}.${member}: its lines`;
}

/** `Collection` and `find` of `Collection.find`. */
function subjectOf({ subject }: Problem): readonly [string, string?] {
  const dot = subject.indexOf('.');
  return dot < 0 ? [subject] : [subject.slice(0, dot), subject.slice(dot + 1)];
}

function readClass(file: string): SpecOutline {
  const { class: read } = parseSpecFile(file, readFileSync(file, 'utf8'));
  if (read === undefined) throw new Error(`${file} cannot be read`);
  return outline(read);
}

/** The part of today's spec about a class that could be known at a release. */
function knownClass({ today, release }: AnswerRequest, className: string): SpecOutline {
  const found = loadSpec(today).spec.classes.find((each) => each.class === className);
  if (found === undefined) throw new Error(`today's spec has no ${className}`);
  const all: RangedClass = found;
  const written = outline(all);
  const known = <Line extends object>(lines: readonly Ranged<Line>[]): Ranged<Line>[] =>
    lines
      .filter(({ releases }) => holdsIn(releases, release))
      .map((each) => ({ ...each, releases: untilLater(each.releases, release) }));
  return {
    ...written,
    releases: untilLater(written.releases, release),
    claims: known(written.claims),
    events: known(written.events),
    omitted: known(written.omitted),
  };
}

/** An end in the future is not known yet. */
function untilLater({ since, until }: RangedClass['releases'], release: string): RangedClass['releases'] {
  return { since, until: until !== undefined && isBefore(release, until) ? undefined : until };
}

/** The roles of a class that a question is about: those of one member, or the one about signals. */
function rolesAsked({ subject }: Problem, member: string | undefined, request: AnswerRequest): ByRole<string> {
  const [className] = subject.split('.');
  const spec = specOf(loadSpec(request.today).spec, request.release).classes.find((each) => each.class === className);
  const roles = mapRoles(spec?.roles ?? {}, ({ name }) => name);
  const asked = ROLE_NAMES.filter((role) => (member === undefined ? role === 'unabortable' : roles[role] === member));
  return Object.fromEntries(asked.flatMap((role) => (roles[role] === undefined ? [] : [[role, roles[role]]])));
}

function answerRoles(file: string, followed: SpecOutline, roles: ByRole<string>): string {
  const written = Object.entries(roles).map(([role, member]) => `\`${role}: ${member}\``);
  if (written.length === 0) return `${followed.class}: none`;
  writeFileSync(file, printSpec({ ...followed, roles: { ...followed.roles, ...roles } }));
  return `${followed.class}: ${written.join(', ')}`;
}
