import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { drift, type DriftReport } from '../../../codegen/drift/drift.js';
import type { Finding } from '../../../codegen/drift/finding.js';
import { DETAILS, RULES } from '../../../codegen/drift/rules.js';
import { readPackage } from '../../../codegen/driver/read/read-driver.js';
import type { Driver } from '../../../codegen/model/driver.js';
import { loadDriftSettings } from '../../../codegen/spec/drift-settings.js';
import { loadSpec } from '../../../codegen/spec/load-spec.js';

const FOLDER = 'test/drift/cases';

/** The names of the cases, which are folders. */
export function caseNames(): string[] {
  return readdirSync(FOLDER).sort();
}

/** The expected lines of a case. */
export function expectedOf(name: string): string[] {
  const text = readFileSync(join(FOLDER, name, 'expected.txt'), 'utf8');
  return text.split('\n').filter((line) => line !== '');
}

/** Runs a case: two drivers, or a spec and perhaps an older driver as the accepted surface. */
export function runCase(name: string): DriftReport {
  const folder = join(FOLDER, name);
  const spec = join(folder, 'spec');
  const hasSpec = existsSync(spec);
  const settings = hasSpec
    ? loadDriftSettings(spec, { rules: RULES, details: DETAILS })
    : { exemptions: [], severities: new Map() };
  return drift({
    after: readFixture(join(folder, 'after.d.ts')),
    before: existsSync(join(folder, 'before.d.ts')) ? readFixture(join(folder, 'before.d.ts')) : undefined,
    claims: hasSpec ? { spec: loadSpec(spec).spec, frameworks: [], internal: new Map() } : undefined,
    settings,
    preset: 'strict',
    failOn: 'error',
    tool: [],
  });
}

/** The drivers of a case, oldest first. */
export function driversOf(name: string): Driver[] {
  const files = ['before.d.ts', 'after.d.ts'].map((file) => join(FOLDER, name, file));
  return files.filter((file) => existsSync(file)).map(readFixture);
}

function readFixture(file: string): Driver {
  return readText(readFileSync(file, 'utf8'));
}

/** Declarations as a driver of version 1.0.0. */
export function readText(text: string): Driver {
  return readPackage(text, { package: 'mongodb', version: '1.0.0', file: 'mongodb.d.ts' }).driver;
}

/** A finding as a line of a case: `error option-added FindOptions.skip (Thing.find)`. */
export function lineOf({ severity, rule, detail, subject, methods }: Finding): string {
  const reaches = methods.length === 0 ? '' : ` (${methods.join(', ')})`;
  return `${severity} ${rule}${detail === undefined ? '' : `/${detail}`} ${subject}${reaches}`;
}
