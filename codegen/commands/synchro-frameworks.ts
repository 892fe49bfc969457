import { CannotRunError } from '../common/problem.js';
import { readInternal } from '../frameworks/load/load-framework.js';
import { loadFrameworks } from '../frameworks/load/load-frameworks.js';
import { compiledIndex } from '../frameworks/compiled-index.js';
import type { Driver } from '../model/driver.js';
import { hiddenMembers } from '../plan/hidden-members.js';
import type { Reconciliation } from '../reconcile/pairs.js';
import { loadIdiom } from '../synchro/masquerade/load-idiom.js';
import { canBreak, type Shape, shapeOf } from '../synchro/masquerade/shape.js';
import type { SuiteFramework } from '../synchro/run/run-group.js';
import type { Settings } from '../synchro/suite/settings.js';

export interface FrameworksRequest {
  /** Names or paths. If empty, all built-in frameworks. */
  readonly names: readonly string[];
  /** The choices for their options: `effect.absent=null`. */
  readonly options: readonly string[];
  /** The compiled package, or a folder with the compiled classes of each framework. */
  readonly generated: string;
  /** A method to break on purpose. */
  readonly broken: string | undefined;
  readonly driver: Driver;
  readonly reconciliation: Reconciliation;
  readonly settings: Settings;
}

/** Finds the compiled classes of frameworks, and prepares what running the suite needs. */
export async function frameworksUnderTest(request: FrameworksRequest): Promise<SuiteFramework[]> {
  const { driver, reconciliation } = request;
  const internal = await readInternal();
  const sources = await loadFrameworks(request.names, request.options);
  return Promise.all(
    sources.map(async (source) => {
      const { framework, idiom } = source;
      const { name, evaluation } = framework;
      // The workers load it again. Loading it here finds errors at once.
      if (idiom !== undefined) await loadIdiom(idiom);
      const hidden = hiddenMembers(driver, reconciliation, source, internal);
      const shape = shapeOf(driver, reconciliation.classes, { name, lazy: evaluation === 'lazy', hidden });
      checkBroken(name, request.broken, shape);
      const index = compiledIndex(request.generated, name);
      return {
        name,
        index,
        idiom,
        shape,
        fallThrough: request.settings.fallThrough.map((entry) => entry.pattern),
        broken: request.broken,
        types: idiom === undefined ? index.replace(/\.js$/, '') : undefined,
      };
    }),
  );
}

function checkBroken(framework: string, broken: string | undefined, shape: Shape): void {
  if (broken === undefined || canBreak(shape, broken)) return;
  throw new CannotRunError(
    `the ${framework} framework has no method '${broken}' to break`,
    'name a method of a class, such as `--broken Collection.findOne`',
  );
}
