import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, posix } from 'node:path';
import { fileURLToPath } from 'node:url';

import { ts } from 'ts-morph';

import { byCodeUnit } from '../../codegen/common/order.js';
import { packageRoot } from '../../codegen/common/package-root.js';

/** A module and what it imports. */
export interface Source {
  /** Path under its folder, with `/`. */
  readonly path: string;
  readonly text: string;
  /** The paths of modules in the same folder, with the same extension. */
  readonly local: readonly string[];
  /** The names of packages. */
  readonly packages: readonly string[];
}

/** The source of the generator, with type imports. */
export function codegenSources(): Source[] {
  return sourcesIn(join(packageRoot(), 'codegen'), '.ts');
}

/** The compiled generator, with only the imports of values. */
export function codegenModules(): Source[] {
  return sourcesIn(fileURLToPath(new URL('../../codegen', import.meta.url)), '.js');
}

/** Every file below a folder with an extension. */
export function sourcesIn(folder: string, ending: string): Source[] {
  const paths = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith(ending) && !path.endsWith('.d.ts'))
    .map((path) => path.replaceAll('\\', '/'))
    .sort(byCodeUnit);
  return paths.map((path) => readSource(path, readFileSync(join(folder, path), 'utf8'), ending));
}

export function readSource(path: string, text: string, ending: string): Source {
  const imports = ts.preProcessFile(text, true, true).importedFiles.map((each) => each.fileName);
  return {
    path,
    text,
    local: imports
      .filter((name) => name.startsWith('.'))
      .map((name) => posix.join(dirname(path), name).replace(/\.js$/, ending)),
    packages: imports.filter((name) => !name.startsWith('.') && !name.startsWith('node:')),
  };
}

export function parse({ path, text }: Source): ts.SourceFile {
  return ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
}

/** Every node of a file, the outermost first. */
export function nodesIn(source: ts.Node): ts.Node[] {
  const children: ts.Node[] = [];
  ts.forEachChild(source, (child) => {
    children.push(...nodesIn(child));
  });
  return [source, ...children];
}

/** The import cycles of some modules, each once, as a list of paths. */
export function cyclesIn(sources: readonly Source[]): string[][] {
  const imports = new Map(sources.map((source) => [source.path, source.local]));
  const done = new Set<string>();
  const cycles: string[][] = [];
  const visit = (path: string, way: readonly string[]): void => {
    const at = way.indexOf(path);
    if (at >= 0) cycles.push([...way.slice(at), path]);
    if (at >= 0 || done.has(path)) return;
    for (const next of imports.get(path) ?? []) visit(next, [...way, path]);
    done.add(path);
  };
  for (const { path } of sources) visit(path, []);
  return cycles;
}
