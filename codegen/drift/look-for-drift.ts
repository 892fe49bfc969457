import { CannotRunError, type Problem } from '../common/problem.js';
import type { Driver } from '../model/driver.js';
import { compareVersions } from '../model/releases/release.js';
import { checkSpecFolder } from '../spec/parse/spec-folder.js';
import { specOf } from '../spec/spec-of.js';
import { newestAccepted } from './accepted-surface.js';
import { drift, type DriftReport, type DriftRequest } from './drift.js';
import type { Finding } from './finding.js';
import { applyFixes, type Fixed, type FixRequest } from './fix/apply-fixes.js';
import { questionsOf } from './fix/questions.js';
import { type Looking, readRequest } from './read-request.js';
import { cannotAnalyse } from './settle/tool-findings.js';

export interface LookingFor extends Looking {
  /** Whether to make the edits of the spec that need no judgement. */
  readonly fix: boolean;
}

/** The report, and the edits that were made before it. */
export interface Drifted {
  readonly report: DriftReport;
  /** What was changed in the spec, and what is left to a person. Empty without `fix`. */
  readonly fixed: readonly string[];
  /** The questions that the edits leave open. Empty without `fix`. */
  readonly questions: readonly Problem[];
}

const NOTHING = { exports: 0, classes: 0, members: 0, overloads: 0, options: 0, events: 0 };

/** Compares, makes the edits that need no judgement if asked to, and compares again. */
export async function lookForDrift(options: LookingFor): Promise<Drifted> {
  let looked = await look(options);
  let fixed: readonly string[] = [];
  // A newly claimed class shows which of its members are not.
  if (options.fix && looked.report.exit !== 2) checkSpecFolder(options.spec);
  for (let isChanged = options.fix; isChanged && looked.request !== undefined && looked.report.exit !== 2;) {
    const { after: driver, before } = looked.request;
    const accepted = newestAccepted(options.spec) ?? before?.version;
    const result = await fixesOf(looked.report, { spec: options.spec, driver, accepted });
    if ('unwritten' in result) return { report: withUnwritten(looked.report, result.unwritten), fixed, questions: [] };
    isChanged = result.isChanged;
    fixed = [...fixed.filter((line) => line.startsWith('fixed: ')), ...result.lines];
    // The exit code depends on what is left after the edits.
    if (isChanged) looked = await look(options);
  }
  const { report, request } = looked;
  return { report, fixed, questions: options.fix && request !== undefined ? asked(request) : [] };
}

interface Looked {
  readonly report: DriftReport;
  /** Undefined if the driver or the spec cannot be read. */
  readonly request: DriftRequest | undefined;
}

/** Compares. An unreadable driver or spec is a finding as well, so that the report is never clean. */
async function look(options: Looking): Promise<Looked> {
  try {
    const request = await readRequest(options);
    return { report: drift(request), request };
  } catch (error) {
    if (!(error instanceof CannotRunError)) throw error;
    const findings = [cannotAnalyse(options.driver ?? 'mongodb', error)];
    const report = { before: undefined, after: undefined, compared: NOTHING, hidden: [], findings, exit: 2 } as const;
    return { report, request: undefined };
  }
}

/** Makes the edits. A spec that cannot be written is a finding, so that every format reports it. */
async function fixesOf(
  { findings }: DriftReport,
  request: Omit<FixRequest, 'findings'>,
): Promise<Fixed | { readonly unwritten: Finding }> {
  try {
    return await applyFixes({ ...request, findings });
  } catch (error) {
    if (!(error instanceof CannotRunError)) throw error;
    return { unwritten: cannotAnalyse(request.spec, error) };
  }
}

function withUnwritten(report: DriftReport, unwritten: Finding): DriftReport {
  return { ...report, findings: [unwritten, ...report.findings], exit: 2 };
}

/** The questions about a newer driver. */
function asked({ before, after, claims }: DriftRequest): Problem[] {
  if (before === undefined || claims === undefined || !isNewer(after, before)) return [];
  const isAbortable = claims.frameworks.some(({ framework }) => framework.evaluation === 'lazy');
  return questionsOf({ before, after, spec: specOf(claims.spec, after.version), isAbortable });
}

function isNewer(after: Driver, before: Driver): boolean {
  return compareVersions(after.version, before.version) > 0;
}
