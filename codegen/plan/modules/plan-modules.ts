import { byCodeUnit } from '../../common/order.js';
import type { ClassPair } from '../../reconcile/pairs.js';
import { declaredClass, declaredDriver } from '../told/declared.js';
import { importType, importValue } from '../scope.js';
import { classScope, type Shared } from '../shared.js';
import { Imports } from '../text/imports.js';
import { layout } from '../text/layout.js';

/** A module that `framework.ts` writes. */
export interface PlannedModule {
  /** `layers`, of `layers.ts`. */
  readonly name: string;
  readonly lines: readonly string[];
}

/** Plans the modules that `framework.ts` writes. Files in its folder are emitted unchanged. */
export function planModules(shared: Shared, pairs: readonly ClassPair[]): PlannedModule[] {
  return (shared.framework.modules ?? []).flatMap(({ file, subpath, write }): PlannedModule[] => {
    if (write === undefined) return [];
    const imports = new Imports(new Set());
    const declared = pairs
      .map((pair) =>
        declaredClass(
          classScope(shared, pair.class, { role: 'wrapper', imports, own: new Set(), reshaped: new Set() }),
          pair.class,
        ),
      )
      .sort((a, b) => byCodeUnit(a.name, b.name));
    const scope = { ...shared, imports };
    const statements = write(
      declaredDriver(shared.driver, declared, shared.told),
      importType(scope),
      importValue(scope),
    );
    const body = statements.flatMap((statement, at) => [...(at > 0 ? [''] : []), ...linesOf(statement)]);
    const block = imports.lines(body);
    const lines = [...block, ...(block.length > 0 ? [''] : []), ...body];
    return [{ name: file.replace(/\.ts$/, ''), lines: subpath === undefined ? lines : withClasses(lines) }];
  });
}

/**
 * Makes a module that can be imported by itself load the same classes as the index, since the classes find one another
 * only after all of them are loaded.
 */
export function withClasses(lines: readonly string[]): string[] {
  return ['// Loads all classes, so that they find one another.', "import './index.js';", '', ...lines];
}

/** Lays out a statement, keeping its own line breaks. */
function linesOf(statement: Parameters<typeof layout>[0]): string[] {
  return typeof statement === 'string' ? statement.split('\n') : layout(statement, 0);
}
