import { resolve } from 'node:path';

import { packageRoot } from '../../../codegen/common/package-root.js';
import { loadSpec } from '../../../codegen/spec/load-spec.js';

/** The names of the driver's classes that the spec wraps. */
export const wrappedClasses: ReadonlySet<string> = new Set(
  loadSpec(resolve(packageRoot(), 'spec')).spec.classes.map(({ class: name }) => name),
);
