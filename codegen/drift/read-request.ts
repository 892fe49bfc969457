import type { Severity } from '../common/problem.js';
import { openDriver } from '../driver/find/open-driver.js';
import { builtInFrameworks, readInternal } from '../frameworks/load/load-framework.js';
import { loadFrameworks } from '../frameworks/load/load-frameworks.js';
import type { Driver } from '../model/driver.js';
import { lineOf } from '../model/releases/release.js';
import { unknownFrameworks } from '../reconcile/unknown-frameworks.js';
import { loadDriftSettings } from '../spec/drift-settings.js';
import { loadSpec } from '../spec/load-spec.js';
import { acceptedMajors, readSurfaceFile, surfaceFile, surfaceFolder } from './accepted-surface.js';
import type { ForeignTypes } from './compare/fields/foreign-types.js';
import type { DriftRequest } from './drift.js';
import type { Finding } from './finding.js';
import { readForeignTypes } from './read-foreign-types.js';
import { type ReadDriver, readWhole } from './read-whole.js';
import { DETAILS, RULES } from './rules.js';
import type { Preset } from './settle/presets.js';
import { toolFinding, unreadable } from './settle/tool-findings.js';

/** What to compare, and how. */
export interface Looking {
  /** The version, folder or file of the driver. Default: the installed one. */
  readonly driver: string | undefined;
  /** Another driver, or `surface`. Default: the accepted surface and the spec. */
  readonly against: string | undefined;
  readonly spec: string;
  /** The names and paths of frameworks to plan. If empty, all built-in ones. */
  readonly frameworks: readonly string[];
  /** The choices for their options: `effect.absent=null`. */
  readonly options: readonly string[];
  readonly preset: Preset;
  readonly failOn: Severity;
  /** The driver to compare with, if no surface is accepted. */
  readonly before?: Driver | undefined;
}

const NO_SURFACE = { driver: undefined, tool: [] };

/** Reads the driver, what to compare it with, and the spec. */
export async function readRequest(options: Looking): Promise<DriftRequest> {
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
  // Checking only the claims needs no surface, so a missing one is no problem.
  const surface = preset === 'claims' ? NO_SURFACE : surfaceFor(options, after.driver);
  return {
    after: after.driver,
    before: surface.driver,
    // If parts of the spec cannot be read, every missing line would be a finding.
    claims: problems.length > 0 ? undefined : { spec, frameworks, internal: await readInternal() },
    settings,
    // A surface has no packages beside it, so those of the driver are used.
    foreign: { before: after.foreign, after: after.foreign },
    preset,
    failOn,
    tool: [...after.tool, ...[...problems, ...mistyped, ...settings.problems].map(unreadable), ...surface.tool],
  };
}

interface OpenedWhole extends ReadDriver {
  readonly foreign: ForeignTypes;
}

/** Reads a driver with the packages beside it, with findings for what could not be read. */
async function readOne(name: string | undefined): Promise<OpenedWhole> {
  const opened = await openDriver({ driver: name, from: process.cwd() });
  const read = readWhole(opened);
  return { ...read, foreign: await readForeignTypes(opened, read.driver) };
}

/** The surface of the driver's major version, or else the newest one. */
function surfaceFor({ spec, before }: Looking, driver: Driver): { driver: Driver | undefined; tool: Finding[] } {
  const majors = acceptedMajors(spec);
  const major = lineOf(driver.version);
  const newest = majors.at(-1);
  if (newest === undefined && before !== undefined) return { driver: before, tool: [] };
  if (newest === undefined) {
    const message = `${surfaceFolder(spec)} holds no accepted surface, so nothing can be compared with ${driver.package} ${driver.version}`;
    const fix = 'run `motorized accept` and commit the file that it writes';
    return { driver: undefined, tool: [toolFinding('nothing-compared', surfaceFolder(spec), message, fix)] };
  }
  const chosen = majors.includes(major) || driver.version === 'unknown' ? major : newest;
  const file = surfaceFile(spec, majors.includes(chosen) ? chosen : newest);
  const { driver: surface } = readSurfaceFile(file);
  if (majors.includes(major) || driver.version === 'unknown') return { driver: surface, tool: [] };
  const message = `${driver.package} ${driver.version} is of a major version without an accepted surface (accepted: ${majors.join(', ')})`;
  const fix = 'claim what is new in the spec, then run `motorized accept` with this driver installed';
  return { driver: surface, tool: [toolFinding('driver-out-of-range', driver.version, message, fix)] };
}
