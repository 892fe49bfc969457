import { readFileSync } from 'node:fs';

import { loadSpec } from '../../../codegen/spec/load-spec.js';
import { specOf } from '../../../codegen/spec/spec-of.js';
import { inProject } from '../project-root.js';

/** The version of the driver that the tests run on. */
export const driverVersion: string = versionIn(inProject('node_modules', 'mongodb', 'package.json'));

/** The spec for every release. */
export const rangedSpec = loadSpec(inProject('spec')).spec;

/** The spec for the release that the tests run on. */
export const spec = specOf(rangedSpec, driverVersion);

function versionIn(manifest: string): string {
  return (JSON.parse(readFileSync(manifest, 'utf8')) as { version: string }).version;
}
