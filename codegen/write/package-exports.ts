import { isDeepStrictEqual } from 'node:util';

/** A module that a package exports in addition to the index of a framework. */
export interface Subpath {
  readonly framework: string;
  /** The name of the module: `schema-of` for `schema-of.ts`. */
  readonly module: string;
  readonly subpath: string;
}

/** The result of adding subpaths to a `package.json`. */
export interface WithSubpaths {
  /** The new text. The same if nothing has to change. */
  readonly text: string;
  /** The subpaths that could not be added, since the package does not export the index of the framework. */
  readonly left: readonly Subpath[];
}

type Json = Readonly<Record<string, unknown>>;

/**
 * Adds modules to the exports of a `package.json`: each with the same conditions as the index of its framework, and for
 * older compilers in `typesVersions`.
 *
 * @throws {SyntaxError} if it is not JSON
 */
export function withSubpaths(text: string, subpaths: readonly Subpath[]): WithSubpaths {
  const manifest = JSON.parse(text) as Json | null;
  const exported = recordOf(manifest?.['exports']);
  const left = subpaths.filter((each) => !isExported(exported, each));
  const added = subpaths.filter((each) => !left.includes(each));
  const exports = withEntries(exported, added, './');
  const typesVersions = Object.fromEntries(
    Object.entries(recordOf(manifest?.['typesVersions'])).map(([range, entries]) => [
      range,
      withEntries(recordOf(entries), added, ''),
    ]),
  );
  const changed = {
    ...manifest,
    ...(manifest?.['exports'] !== undefined && { exports }),
    ...(manifest?.['typesVersions'] !== undefined && { typesVersions }),
  };
  if (isDeepStrictEqual(changed, manifest)) return { text, left };
  const [, indent = '  '] = /\n([ \t]+)"/.exec(text) ?? [];
  return { text: JSON.stringify(changed, undefined, indent) + (text.endsWith('\n') ? '\n' : ''), left };
}

/** Whether the package exports the index of the framework, or already exports the module in another way. */
function isExported(exported: Json, each: Subpath): boolean {
  const index = exported[`./${each.framework}`];
  return (
    !isDeepStrictEqual(index, moduleIn(index, each)) || exported[`./${each.framework}/${each.subpath}`] !== undefined
  );
}

/** Adds the entries of the modules after the entry of their index. */
function withEntries(entries: Json, subpaths: readonly Subpath[], prefix: string): Json {
  const own = subpaths.flatMap((each) => {
    const index = entries[`${prefix}${each.framework}`];
    const module = moduleIn(index, each);
    if (isDeepStrictEqual(index, module)) return [];
    return [{ of: `${prefix}${each.framework}`, key: `${prefix}${each.framework}/${each.subpath}`, module }];
  });
  if (own.every(({ key, module }) => isDeepStrictEqual(entries[key], module))) return entries;
  return Object.fromEntries(
    Object.entries(entries)
      .filter(([key]) => !own.some((each) => each.key === key))
      .flatMap(([key, value]) => [
        [key, value] as const,
        ...own.filter((each) => each.of === key).map((each) => [each.key, each.module] as const),
      ]),
  );
}

/** The targets of a module, from those of the index: `./dist/effect/schema.js` for `./dist/effect/index.js`. */
function moduleIn(targets: unknown, each: Subpath): unknown {
  if (typeof targets === 'string')
    return targets.replace(`/${each.framework}/index.`, () => `/${each.framework}/${each.module}.`);
  if (Array.isArray(targets)) return targets.map((target) => moduleIn(target, each));
  if (typeof targets !== 'object' || targets === null) return targets;
  return Object.fromEntries(Object.entries(targets).map(([key, target]) => [key, moduleIn(target, each)]));
}

function recordOf(value: unknown): Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : {};
}
