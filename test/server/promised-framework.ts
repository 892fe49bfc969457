import * as raw from 'mongodb';

import { openDriver } from '../../codegen/driver/find/open-driver.js';
import { readDriver } from '../../codegen/driver/read/read-driver.js';
import { loadFramework } from '../../codegen/frameworks/load/load-framework.js';
import { reconcile } from '../../codegen/reconcile/reconcile.js';
import { loadSpec } from '../../codegen/spec/load-spec.js';
import { frameworkClasses } from '../../codegen/synchro/masquerade/framework-classes.js';
import { shapeOf } from '../../codegen/synchro/masquerade/shape.js';
import type { MasqueradeConfig } from '../../codegen/synchro/run/worker-config.js';
import { inProject } from '../support/project-root.js';

/** The classes of a framework as the driver's tests get them. This patches them, so use a separate process. */
export async function promisedFramework(
  name: string,
  { symbol, ...change }: Partial<Pick<MasqueradeConfig, 'broken' | 'fallThrough'>> & { symbol?: string } = {},
): Promise<Readonly<Record<string, unknown>>> {
  // Drivers 5 and 6.0 have internals under symbols.
  if (symbol !== undefined) Object.defineProperty(raw.Collection.prototype, Symbol(symbol), { value: 'inside' });
  const declarations = await openDriver({ from: inProject() });
  const { driver } = readDriver(declarations.text, declarations);
  const { framework, idiom } = await loadFramework(name);
  const { classes } = reconcile(driver, loadSpec(inProject('spec')).spec);
  const config = {
    index: inProject('generated', 'dist', name, 'index.js'),
    idiom,
    shape: shapeOf(driver, classes, { name, lazy: framework.evaluation === 'lazy', hidden: new Set() }),
    fallThrough: [],
    broken: undefined,
    ...change,
  };
  return frameworkClasses(config, raw as never, () => undefined);
}
