import type { Severity } from '../common/problem.js';
import type { Driver } from '../model/driver.js';
import type { DriftSettings } from '../spec/drift-settings.js';
import type { Change } from './change.js';
import { checkClaims } from './claims/check-claims.js';
import type { CheckedClaims, Claims, Hidden } from './claims/claims.js';
import { type Compared, compareDrivers, countCompared } from './compare/compare-drivers.js';
import type { Drivers } from './compare/fields/field-difference.js';
import type { Finding } from './finding.js';
import { familyOf } from './rules.js';
import { applyExemptions } from './settle/apply-exemptions.js';
import { findingOf } from './settle/finding-of-change.js';
import { rankOf, sortFindings } from './settle/finding-order.js';
import { isWanted, type Preset } from './settle/presets.js';
import { nothingCompared } from './settle/tool-findings.js';

/** All inputs of a report. */
export interface DriftRequest {
  readonly after: Driver;
  /** The accepted surface, or another driver. Undefined if there is nothing to compare with. */
  readonly before: Driver | undefined;
  /** Undefined when two drivers are compared without a spec. */
  readonly claims: Claims | undefined;
  readonly settings: Pick<DriftSettings, 'exemptions' | 'severities'>;
  readonly preset: Preset;
  readonly failOn: Severity;
  /** The declarations of the packages that both import from, as far as they are available. */
  readonly foreign?: Drivers['foreign'];
  /** Earlier findings, that parts of the drivers could not be read. */
  readonly tool: readonly Finding[];
}

export interface DriftReport {
  readonly before: Source | undefined;
  readonly after: Source | undefined;
  readonly compared: Compared;
  /** The members that frameworks leave out, with their reasons. */
  readonly hidden: readonly Hidden[];
  readonly findings: readonly Finding[];
  readonly exit: 0 | 1 | 2;
}

/** The name of a compared source in reports. */
export interface Source {
  readonly package: string;
  readonly version: string;
  readonly file: string;
}

const NOTHING_CLAIMED: CheckedClaims = { findings: [], hidden: [] };

/** The checker: a pure function from two models and a spec to findings. */
export function drift(request: DriftRequest): DriftReport {
  const { after, before, claims, settings, preset } = request;
  const { findings: claimed, hidden } = claims === undefined ? NOTHING_CLAIMED : checkClaims(after, claims);
  const changes = before === undefined ? [] : compareDrivers(before, after, request.foreign);
  const basis = claims === undefined ? 'driver' : 'surface';
  const changed = withoutClaimed(changes, claimed).map((change) => findingOf(change, basis));
  const compared = countCompared(after);
  const empty = request.tool.length > 0 ? [] : nothingCompared(after, compared, before && countCompared(before));
  const all = [...request.tool, ...empty, ...claimed.filter((each) => !isRepeated(each, empty)), ...changed].filter(
    (finding) => isWanted(finding, preset),
  );
  const judged = applyExemptions(all, settings, after).map((finding) => withSeverity(finding, settings));
  const findings = sortFindings(judged);
  return {
    before: before && sourceOf(before),
    after: sourceOf(after),
    compared,
    hidden,
    findings,
    exit: exitOf(findings, request.failOn),
  };
}

function sourceOf({ package: name, version, file }: Driver): Source {
  return { package: name, version, file };
}

function isRepeated({ rule }: Finding, others: readonly Finding[]): boolean {
  return rule === 'nothing-compared' && others.some((other) => other.rule === rule);
}

/** Keeps one finding per subject: a missing or wrong claim already says that something is new, gone or different. */
function withoutClaimed(changes: readonly Change[], claimed: readonly Finding[]): Change[] {
  const subjects = new Set(claimed.map((finding) => finding.subject));
  return changes.filter((change) => {
    if (subjects.has(memberOf(change.subject))) return false;
    if (change.movedTo !== undefined && subjects.has(change.movedTo)) return false;
    // Events are claimed by class, but change in the type that lists them.
    if (!change.rule.startsWith('event-')) return true;
    return !(change.reaches ?? []).some((subject) => subjects.has(subject));
  });
}

/** `Collection.find` for `Collection.find#2(options).signal`. */
function memberOf(subject: string): string {
  const end = [...subject].findIndex((each) => '#(<'.includes(each));
  return end < 0 ? subject : subject.slice(0, end);
}

/** Applies the project's severities. Findings about the check itself remain errors. */
function withSeverity(finding: Finding, { severities }: Pick<DriftSettings, 'severities'>): Finding {
  const { rule, detail } = finding;
  const isFixed = familyOf(rule) === 'tool' || rule.startsWith('exemption-');
  const chosen = (detail && severities.get(`${rule}/${detail}`)) ?? severities.get(rule);
  return isFixed || chosen === undefined ? finding : { ...finding, severity: chosen };
}

function exitOf(findings: readonly Finding[], failOn: Severity): 0 | 1 | 2 {
  if (findings.some((finding) => finding.rule === 'cannot-analyse')) return 2;
  return findings.some((finding) => rankOf(finding.severity) >= rankOf(failOn)) ? 1 : 0;
}
