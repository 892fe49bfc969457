import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join, relative } from 'node:path';

import { byCodeUnit } from '../../codegen/common/order.js';
import { run } from '../support/processes.js';
import { inProject } from '../support/project-root.js';
import { TOOLS } from './tools.js';

/** A report of what users can import from a subpath, for reviewers. */
export interface ApiReport {
  /** The path of its file in `api/`. */
  readonly path: string;
  /** The folder of the package. */
  readonly folder: string;
  /** The declarations of the subpath. */
  readonly entry: string;
  /** Whether it also has declarations that are not exported, such as the classes that ours extend. */
  readonly whole: boolean;
}

/**
 * The part of `@microsoft/api-extractor` that is used. It is installed with the other tools, not among the project's
 * packages.
 */
interface ApiExtractor {
  readonly Extractor: { invoke(config: object, options: InvokeOptions): { readonly apiReportChanged: boolean } };
  readonly ExtractorConfig: { prepare(options: object): object };
}

interface InvokeOptions {
  /** Whether to write the differences. */
  readonly localBuild: boolean;
  readonly messageCallback: (message: { handled: boolean }) => void;
}

type Target = string | { readonly types?: string; readonly import?: { readonly types: string } };

const FOUND = inProject('build', 'api');

/** The reports of both packages, one for each subpath. */
export function apiReports(): ApiReport[] {
  const published = inProject('generated');
  const readable = readableDeclarations(published);
  const wrappers = reportsOf('motorized', published);
  return [
    ...wrappers.map((each) => ({ ...each, entry: join(readable, relative(published, each.entry)) })),
    ...reportsOf('codegen', inProject()),
  ];
}

/**
 * A copy of a package's declarations for API Extractor, which does not support a namespace import of a module with
 * `export *`, such as `driver.ts`. In the copy, `driver` is the exporting package itself.
 */
function readableDeclarations(folder: string): string {
  const copy = join(FOUND, 'package');
  rmSync(copy, { recursive: true, force: true });
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  for (const path of files.filter((each) => each.startsWith('dist') && each.endsWith('.d.ts'))) {
    mkdirSync(dirname(join(copy, path)), { recursive: true });
    const text = readFileSync(join(folder, path), 'utf8');
    writeFileSync(
      join(copy, path),
      text.replace("import type * as driver from './driver.js'", "import type * as driver from 'mongodb'"),
    );
  }
  return copy;
}

function reportsOf(name: string, folder: string): ApiReport[] {
  const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as {
    readonly exports: Readonly<Record<string, Target>>;
  };
  return Object.entries(manifest.exports).flatMap(([subpath, target]) => {
    const types = typeof target === 'string' ? undefined : (target.import?.types ?? target.types);
    if (types === undefined) return [];
    const title =
      subpath
        .replace(/^\.\/?/, '')
        .replace('/*.js', '')
        .replaceAll('/', '-') || 'index';
    const path = join(name, `${title}.api.md`);
    const entry = types.includes('*') ? everyModule(join(folder, types), title) : join(folder, types);
    // A module beside an index re-exports nearly everything from it, which is in the report of the index.
    return [{ path, folder, entry, whole: !title.includes('-') }];
  });
}

/** Declarations with a namespace for each module that matches a pattern such as `internal/*.d.ts`. */
function everyModule(pattern: string, title: string): string {
  const modules = relative(FOUND, dirname(pattern)).replaceAll('\\', '/');
  const names = readdirSync(dirname(pattern))
    .filter((file) => file.endsWith('.d.ts'))
    .map((file) => basename(file, '.d.ts'))
    .sort(byCodeUnit);
  const inCamels = (name: string): string => name.replaceAll(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
  const entry = join(FOUND, `${title}.d.ts`);
  mkdirSync(FOUND, { recursive: true });
  writeFileSync(entry, names.map((name) => `export * as ${inCamels(name)} from '${modules}/${name}.js';\n`).join(''));
  return entry;
}

/** The folder of the committed reports, and whether to update them. */
export interface Committed {
  readonly folder: string;
  readonly update: boolean;
}

/** Compares a report with the committed one. Returns the differences. */
export function compareReport(report: ApiReport, { folder, update }: Committed): string | undefined {
  const { Extractor, ExtractorConfig } = createRequire(join(TOOLS, 'package.json'))(
    '@microsoft/api-extractor',
  ) as ApiExtractor;
  const [committed, found] = [join(folder, report.path), join(FOUND, report.path)];
  for (const file of [committed, found]) mkdirSync(dirname(file), { recursive: true });
  const config = ExtractorConfig.prepare({
    configObject: configOf(report, committed, found),
    packageJsonFullPath: join(report.folder, 'package.json'),
  });
  const { apiReportChanged } = Extractor.invoke(config, {
    localBuild: update,
    // Its messages are not needed: the result has the differences, and other tests check that declarations compile.
    messageCallback: (message) => {
      message.handled = true;
    },
  });
  if (update || !apiReportChanged) return undefined;
  return `${run('diff', ['-u', '-N', committed, found]).stdout}fix: make api, and commit what it changes\n`;
}

/** Lists the committed reports of subpaths that no longer exist. An update deletes them. */
export function staleReports(reports: readonly ApiReport[], { folder, update }: Committed): string | undefined {
  const known = new Set(reports.map(({ path }) => path));
  const stale = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.api.md') && !known.has(path))
    .sort(byCodeUnit);
  if (update) for (const path of stale) rmSync(join(folder, path));
  if (update || stale.length === 0) return undefined;
  return `${stale.map((path) => `api/${path} belongs to no subpath\n`).join('')}fix: make api, and commit what it changes\n`;
}

function configOf({ entry, whole }: ApiReport, committed: string, found: string): object {
  return {
    projectFolder: inProject(),
    mainEntryPointFilePath: entry,
    newlineKind: 'lf',
    compiler: { overrideTsconfig: { compilerOptions: COMPILER_OPTIONS, files: [entry] } },
    apiReport: {
      enabled: true,
      reportFileName: basename(committed),
      reportFolder: dirname(committed),
      reportTempFolder: dirname(found),
      includeForgottenExports: whole,
    },
    docModel: { enabled: false },
    dtsRollup: { enabled: false },
    tsdocMetadata: { enabled: false },
    messages: {
      // Its warnings about the style of exports and documentation are not reviewed.
      compilerMessageReporting: { default: { logLevel: 'none' } },
      extractorMessageReporting: { default: { logLevel: 'none' } },
      tsdocMessageReporting: { default: { logLevel: 'none' } },
    },
  };
}

const COMPILER_OPTIONS = {
  target: 'es2022',
  lib: ['es2023', 'esnext.disposable'],
  module: 'nodenext',
  types: ['node'],
  strict: true,
  skipLibCheck: true,
};
