import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { checkClaims } from '../../../codegen/drift/claims/check-claims.js';
import type { Finding } from '../../../codegen/drift/finding.js';
import type { Driver } from '../../../codegen/model/driver.js';
import { loadSpec } from '../../../codegen/spec/load-spec.js';
import { ALL_RELEASES } from '../../../codegen/spec/releases.js';
import { mapRoles } from '../../../codegen/spec/roles.js';
import { specOf } from '../../../codegen/spec/spec-of.js';
import type { ClassSpec } from '../../../codegen/spec/spec.js';
import { printSpec } from '../../../codegen/spec/write/print-spec.js';

/** The mistakes of the spec in a folder about a driver. */
export function claimsOf(driver: Driver, folder: string): readonly Finding[] {
  return checkClaims(driver, { spec: loadSpec(folder).spec, frameworks: [], internal: new Map() }).findings;
}

/** The folder of the spec as it would have been written for an older driver, without knowledge of any other release. */
export function specFor(driver: Driver, from = 'spec'): string {
  const folder = mkdtempSync(join(tmpdir(), 'motorized-spec-'));
  // Nobody recorded which errors that driver had, and where they came from.
  const { classes } = specOf(loadSpec(from).spec, driver.version);
  for (const each of classes) writeFileSync(join(folder, `${each.class}.yaml`), withoutReleases(each));
  return folder;
}

/** A file of the spec in which every line applies to every release. */
export function withoutReleases(spec: ClassSpec): string {
  const named = ({ name }: { readonly name: string }) => name;
  return printSpec({
    ...spec,
    releases: ALL_RELEASES,
    constructible: spec.constructible ? ALL_RELEASES : undefined,
    bound: spec.bound?.name,
    roles: mapRoles(spec.roles, named),
    claims: spec.claims.map((each) => ({ ...each, through: each.through.map(named), releases: ALL_RELEASES })),
    events: spec.events.map(({ name }) => ({ name, releases: ALL_RELEASES })),
    omitted: spec.omitted.map((each) => ({ ...each, releases: ALL_RELEASES })),
  });
}
