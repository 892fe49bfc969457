import { cpSync, existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { stringify } from 'yaml';

import type { Driver } from '../../codegen/model/driver.js';
import { takesSignal } from '../../codegen/model/values/takes-signal.js';
import { findByKey, findClass } from '../../codegen/model/lookup.js';
import { memberKey } from '../../codegen/model/member-key.js';
import { loadSpec } from '../../codegen/spec/load-spec.js';
import type { ClassSpec, ErrorsSpec, FailingMembers } from '../../codegen/spec/spec.js';
import { specOf } from '../../codegen/spec/spec-of.js';
import { withoutReleases } from '../drift/support/spec-for.js';

/** Writes the spec to a folder as it would have been for a driver, without knowledge of any later release. */
export function writeSpecAt(driver: Driver, today: string, folder: string): void {
  const { classes, errors } = specOf(loadSpec(today).spec, driver.version);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  for (const each of classes)
    writeFileSync(join(folder, `${each.class}.yaml`), withoutReleases(inIgnorance(driver, each)));
  writeFileSync(join(folder, 'errors.yaml'), stringify(errorsFile(errors)));
  const severity = join(today, 'severity.yaml');
  if (existsSync(severity)) cpSync(severity, join(folder, 'severity.yaml'));
}

/** Whether an aborted command leaves a cursor open only matters once it can be aborted. */
function inIgnorance(driver: Driver, spec: ClassSpec): ClassSpec {
  const { unabortable, ...roles } = spec.roles;
  if (unabortable === undefined) return spec;
  const declared = findClass(driver, spec.class);
  const member = declared && findByKey(declared, memberKey(unabortable.name, false));
  const isAbortable =
    member?.kind === 'method' &&
    member.overloads.some(({ parameters }) => parameters.some(({ type }) => takesSignal(driver, type)));
  return isAbortable ? spec : { ...spec, roles };
}

function errorsFile({ anything, limited }: ErrorsSpec): object {
  return {
    anything: failing(anything),
    errors: Object.fromEntries(limited.map(({ error, by }) => [error.name, failing(by)])),
  };
}

function failing(by: readonly FailingMembers[]): object {
  const entries = by.map(
    ({ class: named, members }) => [named.name, members?.map(({ name }) => name) ?? 'all'] as const,
  );
  return Object.fromEntries(entries.filter(([, members]) => members.length > 0));
}
