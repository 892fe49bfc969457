import { join } from 'node:path';

import { packageRoot } from '../../codegen/common/package-root.js';

/** A path in the work tree, wherever the compiled tests are. */
export function inProject(...parts: readonly string[]): string {
  return join(packageRoot(), ...parts);
}
