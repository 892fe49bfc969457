import { CannotRunError, type Severity } from '../common/problem.js';
import {
  acceptedMajors,
  majorOf,
  newestAccepted,
  readSurfaceFile,
  surfaceFile,
  surfaceFolder,
} from '../drift/accepted-surface.js';
import type { ForeignTypes } from '../drift/compare/fields/foreign-types.js';
import { drift, type DriftReport, type DriftRequest } from '../drift/drift.js';
import type { Finding } from '../drift/finding.js';
import { applyFixes, type Fixed } from '../drift/fix/apply-fixes.js';
import { readForeignTypes } from '../drift/read-foreign-types.js';
import { type ReadDriver, readWhole } from '../drift/read-whole.js';
import { reportGithub } from '../drift/report/report-github.js';
import { reportJson } from '../drift/report/report-json.js';
import { reportText } from '../drift/report/report-text.js';
import { DETAILS, RULES } from '../drift/rules.js';
import type { Format, Preset } from '../drift/settle/presets.js';
import { cannotAnalyse, toolFinding, unreadable } from '../drift/settle/tool-findings.js';
import { openDriver } from '../driver/find/open-driver.js';
import { builtInFrameworks, readInternal } from '../frameworks/load/load-framework.js';
import { loadFrameworks } from '../frameworks/load/load-frameworks.js';
import type { Driver } from '../model/driver.js';
import { unknownFrameworks } from '../reconcile/unknown-frameworks.js';
import { loadDriftSettings } from '../spec/drift-settings.js';
import { loadSpec } from '../spec/load-spec.js';

export interface DriftOptions {
  /** Version, folder or file of the driver; the installed one where it is undefined. */
  readonly driver: string | undefined;
  /** Another driver, or `surface`; undefined compares with the accepted surface and the spec. */
  readonly against: string | undefined;
  readonly spec: string;
  /** Names and paths of frameworks whose plans are looked at; all that come with the generator where it is empty. */
  readonly frameworks: readonly string[];
  /** What is chosen of their options: `effect.absent=null`. */
  readonly options: readonly string[];
  readonly preset: Preset;
  readonly failOn: Severity;
  readonly format: Format;
  readonly fix: boolean;
  readonly color: boolean;
}

/** What the command has to say; `cli.ts` prints it and exits with its code. */
export interface DriftOutcome {
  readonly code: 0 | 1 | 2;
  readonly text: string;
}

const NO_SURFACE = { driver: undefined, tool: [] };
const NOTHING = { exports: 0, classes: 0, members: 0, overloads: 0, options: 0, events: 0 };

/** `motorized drift`: the driver against the spec and the accepted surface, or against another driver. */
export async function runDrift(options: DriftOptions): Promise<DriftOutcome> {
  let report = await reportOf(options);
  let fixed: readonly string[] = [];
  if (options.fix && report.exit !== 2) {
    const { driver } = await readOne(options.driver);
    // A class that is claimed now shows what of it is not.
    for (let isChanged = true; isChanged;) {
      const result = await fixesOf(report, options, driver);
      if ('unwritten' in result) {
        report = withUnwritten(report, result.unwritten);
        break;
      }
      isChanged = result.isChanged;
      fixed = [...fixed.filter((line) => line.startsWith('fixed: ')), ...result.lines];
      // What is left after the edits is what the exit code is about.
      if (isChanged) report = await reportOf(options);
    }
  }
  const text = print(report, options);
  return { code: report.exit, text: options.format === 'json' ? text : [...fixed, text].join('\n') };
}

/** A spec that cannot be written is a finding too, so that every format tells of it. */
async function fixesOf(
  { findings }: DriftReport,
  { spec }: DriftOptions,
  driver: Driver,
): Promise<Fixed | { readonly unwritten: Finding }> {
  try {
    return await applyFixes({ findings, spec, driver, accepted: newestAccepted(spec) });
  } catch (error) {
    if (!(error instanceof CannotRunError)) throw error;
    return { unwritten: cannotAnalyse(spec, error) };
  }
}

function withUnwritten(report: DriftReport, unwritten: Finding): DriftReport {
  return { ...report, findings: [unwritten, ...report.findings], exit: 2 };
}

function print(report: DriftReport, { format, color }: DriftOptions): string {
  if (format === 'json') return JSON.stringify(reportJson(report), undefined, 2);
  return format === 'github' ? reportGithub(report) : reportText(report, color);
}

/** A driver or a spec that cannot be read is a finding too: the result is never clean, whatever reads it. */
async function reportOf(options: DriftOptions): Promise<DriftReport> {
  try {
    return drift(await requestOf(options));
  } catch (error) {
    if (!(error instanceof CannotRunError)) throw error;
    const subject = options.driver ?? 'mongodb';
    return {
      before: undefined,
      after: undefined,
      compared: NOTHING,
      hidden: [],
      findings: [cannotAnalyse(subject, error)],
      exit: 2,
    };
  }
}

async function requestOf(options: DriftOptions): Promise<DriftRequest> {
  const { preset, failOn } = options;
  const after = await readOne(options.driver);
  if (options.against !== undefined && options.against !== 'surface') {
    const before = await readOne(options.against);
    const settings = { exemptions: [], severities: new Map<string, Severity>() };
    const tool = [...before.tool, ...after.tool];
    const foreign = { before: before.foreign, after: after.foreign };
    return { after: after.driver, before: before.driver, claims: undefined, settings, foreign, preset, failOn, tool };
  }
  const { spec, problems } = loadSpec(options.spec);
  const settings = loadDriftSettings(options.spec, { rules: RULES, details: DETAILS });
  const frameworks = await loadFrameworks(options.frameworks, options.options);
  const known = [...new Set([...(await builtInFrameworks()), ...frameworks.map(({ framework }) => framework.name)])];
  const mistyped = unknownFrameworks(spec, known).filter((problem) => problem.severity === 'error');
  // What only claims are asked of needs no surface, be it of another major version.
  const surface = preset === 'claims' ? NO_SURFACE : surfaceFor(options.spec, after.driver);
  return {
    after: after.driver,
    before: surface.driver,
    // Of a spec that cannot be read whole, every missing line would be a finding.
    claims: problems.length > 0 ? undefined : { spec, frameworks, internal: await readInternal() },
    settings,
    // A surface has no packages beside it: those of the driver have to do.
    foreign: { before: after.foreign, after: after.foreign },
    preset,
    failOn,
    tool: [...after.tool, ...[...problems, ...mistyped, ...settings.problems].map(unreadable), ...surface.tool],
  };
}

interface OpenedWhole extends ReadDriver {
  readonly foreign: ForeignTypes;
}

/** Reads a driver with the packages beside it, and says what of it could not be seen. */
async function readOne(name: string | undefined): Promise<OpenedWhole> {
  const opened = await openDriver({ driver: name, from: process.cwd() });
  const read = readWhole(opened);
  return { ...read, foreign: await readForeignTypes(opened, read.driver) };
}

/** The surface of the driver's own major version, else the newest one there is. */
function surfaceFor(spec: string, driver: Driver): { driver: Driver | undefined; tool: Finding[] } {
  const majors = acceptedMajors(spec);
  const major = majorOf(driver.version);
  const newest = majors.at(-1);
  if (newest === undefined) {
    const message = `${surfaceFolder(spec)} holds no accepted surface, so that nothing can be compared with ${driver.package} ${driver.version}`;
    const fix = 'run `motorized accept` and commit the file that it writes';
    return { driver: undefined, tool: [toolFinding('nothing-compared', surfaceFolder(spec), message, fix)] };
  }
  const chosen = majors.includes(major) || driver.version === 'unknown' ? major : newest;
  const file = surfaceFile(spec, majors.includes(chosen) ? chosen : newest);
  const { driver: surface } = readSurfaceFile(file);
  if (majors.includes(major) || driver.version === 'unknown') return { driver: surface, tool: [] };
  const message = `${driver.package} ${driver.version} is of a major version that no surface is accepted for (there is ${majors.join(', ')})`;
  const fix = 'claim what is new in the spec, then run `motorized accept` with this driver installed';
  return { driver: surface, tool: [toolFinding('driver-out-of-range', driver.version, message, fix)] };
}
