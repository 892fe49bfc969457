import Module, { createRequire } from 'node:module';
import { dirname, join, resolve, sep } from 'node:path';

/* oxlint-disable eslint/no-underscore-dangle -- the names are Node's. */

/** The part of Node's CommonJS loader that is replaced. It is undocumented, and the same from Node 20 on. */
interface CommonJsLoader {
  _resolveFilename: (this: void, request: string, parent: Parent | undefined, ...rest: unknown[]) => string;
  _load: (this: void, request: string, parent: Parent | undefined, isMain: boolean) => unknown;
}

interface Parent {
  readonly filename?: string | null;
}

/** Returns what a module of the suite gets for a module of the driver. */
export type Replace = (exports: object, file: string, importer: string) => object;

/**
 * Redirects the suite's imports of its own sources, of `mongodb` and of `bson` to the driver under test, so that there
 * is only one copy. `mongodb-legacy` becomes the suite's barrel, which has patched that copy.
 *
 * @param replace - replaces the exports of the barrel or of a driver module for an importer
 */
export function hookModules(suite: string, driver: string, replace: Replace): void {
  const loader = Module as unknown as CommonJsLoader;
  const { _resolveFilename: resolveFilename, _load: load } = loader;
  const redirect = redirection(suite, driver);
  loader._resolveFilename = (request, parent, ...rest) =>
    redirect(request, parent?.filename ?? undefined) ??
    (Reflect.apply(resolveFilename, loader, [request, parent, ...rest]) as string);
  loader._load = (request, parent, isMain) => {
    const exports = Reflect.apply(load, loader, [request, parent, isMain]);
    const importer = parent?.filename ?? '';
    if (!importer.startsWith(suite + sep) || typeof exports !== 'object' || exports === null) return exports;
    if (!request.startsWith('.') && request !== 'mongodb' && request !== LEGACY) return exports;
    return replace(exports, loader._resolveFilename(request, parent), importer);
  };
}

/** It patches the classes of the driver, once. */
const LEGACY = 'mongodb-legacy';

/** The driver's file for an import of the driver, by name or by the path of the suite's own sources. */
function redirection(
  suite: string,
  driver: string,
): (request: string, importer: string | undefined) => string | undefined {
  const own = createRequire(join(driver, 'package.json'));
  const barrel = join(suite, 'test', 'mongodb.js');
  const sources = [join(suite, 'src') + sep, join(suite, 'lib') + sep];
  return (request, importer) => {
    if (importer === undefined || !importer.startsWith(suite + sep)) return undefined;
    if (request === 'mongodb') return own.resolve(driver);
    if (request === 'bson') return own.resolve('bson');
    if (request === LEGACY && importer !== barrel) return barrel;
    if (!request.startsWith('.')) return undefined;
    const path = resolve(dirname(importer), request);
    const root = sources.find((each) => `${path}${sep}`.startsWith(each));
    return root === undefined ? undefined : own.resolve(join(driver, 'lib', path.slice(root.length)));
  };
}
