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
  /** Whether to make the spec edits that need no judgement. */
  readonly fix: boolean;
}

/** What there is, and the edits that were made before it was looked at. */
export interface Drifted {
  readonly report: DriftReport;
  /** What was done to the spec, and what was left to a person; nothing without `fix`. */
  readonly fixed: readonly string[];
  /** What the edits leave undecided; nothing without `fix`. */
  readonly questions: readonly Problem[];
}

const NOTHING = { exports: 0, classes: 0, members: 0, overloads: 0, options: 0, events: 0 };

/** Looks, makes the edits that need no judgement where it may, and looks again. */
export async function lookForDrift(options: LookingFor): Promise<Drifted> {
  let looked = await look(options);
  let fixed: readonly string[] = [];
  // A class that is claimed now shows what of it is not.
  if (options.fix && looked.report.exit !== 2) checkSpecFolder(options.spec);
  for (let isChanged = options.fix; isChanged && looked.request !== undefined && looked.report.exit !== 2;) {
    const { after: driver, before } = looked.request;
    const accepted = newestAccepted(options.spec) ?? before?.version;
    const result = await fixesOf(looked.report, { spec: options.spec, driver, accepted });
    if ('unwritten' in result) return { report: withUnwritten(looked.report, result.unwritten), fixed, questions: [] };
    isChanged = result.isChanged;
    fixed = [...fixed.filter((line) => line.startsWith('fixed: ')), ...result.lines];
    // What is left after the edits is what the exit code is about.
    if (isChanged) looked = await look(options);
  }
  const { report, request } = looked;
  return { report, fixed, questions: options.fix && request !== undefined ? asked(request) : [] };
}

interface Looked {
  readonly report: DriftReport;
  /** Undefined where the driver or the spec cannot be read. */
  readonly request: DriftRequest | undefined;
}

/** A driver or a spec that cannot be read is a finding too: the result is never clean, whatever reads it. */
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

/** A spec that cannot be written is a finding too, so that every format tells of it. */
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

/** What came with a newer driver than the one before, and only a person knows. */
function asked({ before, after, claims }: DriftRequest): Problem[] {
  if (before === undefined || claims === undefined || !isNewer(after, before)) return [];
  const isAbortable = claims.frameworks.some(({ framework }) => framework.evaluation === 'lazy');
  return questionsOf({ before, after, spec: specOf(claims.spec, after.version), isAbortable });
}

function isNewer(after: Driver, before: Driver): boolean {
  return compareVersions(after.version, before.version) > 0;
}
