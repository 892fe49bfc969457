import type { Place } from '../../common/place.js';
import type { CannotRunError, Problem } from '../../common/problem.js';
import type { Driver } from '../../model/driver.js';
import type { Compared } from '../compare/compare-drivers.js';
import { type Finding, fingerprintOf } from '../finding.js';
import type { ToolRule } from '../rules.js';

/** A finding that prevents the comparison. */
export function toolFinding(rule: ToolRule, subject: string, message: string, fix: string, driver?: Place): Finding {
  return {
    rule,
    detail: undefined,
    severity: 'error',
    subject,
    message,
    before: undefined,
    after: undefined,
    methods: [],
    driver,
    spec: undefined,
    doc: undefined,
    fix,
    edit: undefined,
    end: undefined,
    fingerprint: fingerprintOf(rule, undefined, subject),
  };
}

/** The finding that a driver or a spec cannot be read. */
export function cannotAnalyse(subject: string, error: CannotRunError): Finding {
  return toolFinding('cannot-analyse', subject, error.message, error.fix);
}

/** Converts a problem of the reader to a finding, since not everything would be compared. */
export function unreadable({ subject, message, fix, at }: Problem): Finding {
  return toolFinding('cannot-analyse', subject, message, fix, at);
}

/** Findings that nothing of some kind was compared, although every driver has some, or the one before had. */
export function nothingCompared(driver: Driver, after: Compared, before: Compared | undefined): Finding[] {
  const always: ReadonlySet<keyof Compared> = new Set(['exports', 'classes', 'members', 'overloads']);
  const kinds = Object.keys(after) as (keyof Compared)[];
  const empty = kinds.filter((kind) => after[kind] === 0 && (always.has(kind) || (before?.[kind] ?? 0) > 0));
  if (empty.length === 0) return [];
  const message = `${driver.file} has no ${empty.join(', no ')}, expected those of ${driver.package} ${driver.version}`;
  const fix = 'name the declarations of a release of the driver with --driver';
  return [toolFinding('nothing-compared', driver.file, message, fix)];
}
