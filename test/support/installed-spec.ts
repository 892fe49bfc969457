import { readFileSync } from 'node:fs';

import { loadSpec } from '../../codegen/spec/load-spec.js';
import { specOf } from '../../codegen/spec/spec-of.js';
import type { Spec } from '../../codegen/spec/spec.js';
import { inProject } from './project-root.js';

/** What `spec/` says of the driver that is installed. */
export function installedSpec(): Spec {
  const manifest = readFileSync(inProject('node_modules', 'mongodb', 'package.json'), 'utf8');
  const { version } = JSON.parse(manifest) as { version: string };
  return specOf(loadSpec(inProject('spec')).spec, version);
}
