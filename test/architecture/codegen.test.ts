import { join, posix } from 'node:path';

import { expect } from 'chai';
import { ts } from 'ts-morph';

import { packageRoot } from '../../codegen/common/package-root.js';
import { builtInFrameworks } from '../../codegen/frameworks/load/load-framework.js';
import {
  codegenModules,
  codegenSources,
  cyclesIn,
  nodesIn,
  parse,
  readSource,
  type Source,
  sourcesIn,
} from './sources.js';

/** Each of these packages is imported in one place only, so that replacing or upgrading it only concerns that place. */
const HOMES: Readonly<Record<string, RegExp>> = {
  'ts-morph': /^(driver|frameworks\/reading)\/|^conformance\/subject\/(compile|fault-place)\.ts$/,
  // Only types. The code that runs is the project's copy.
  mongodb: /^(conformance|frameworks)\//,
  yaml: /^spec\//,
  zod: /^(spec|drift)\/|^config\/schema\.ts$|^frameworks\/(framework\.ts|contract\/|load\/)|^synchro\/results\/results-page\.ts$/,
  handlebars: /^render\//,
  jiti: /^common\/import-typescript\.ts$/,
  semver: /^(doctor\/|frameworks\/load\/|model\/releases\/release\.ts$)/,
  chokidar: /^commands\/watch\.ts$/,
  commander: /^cli\//,
  '@clack/prompts': /^cli\/terminal\/ask\.ts$/,
  'yocto-spinner': /^cli\/terminal\/progress\.ts$/,
  '@babel/code-frame': /^common\/problem-text\.ts$/,
  'fastest-levenshtein': /^common\/nearest\.ts$/,
  mocha: /^synchro\//,
  rxjs: /^frameworks\/rxjs\//,
  effect: /^frameworks\/effect\//,
};

/** `effect` of `effect/Stream`, `@babel/code-frame` of itself. */
function packageOf(specifier: string): string {
  return specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');
}

/** The modules that are emitted beside the classes. To the generator, they are text. */
const EMITTED = /^frameworks\/(internal\/|[\w-]+\/runtime[./])/;

/**
 * What each folder may import besides itself and `common/`. Data flows one way, as plain records. The table in
 * docs/architecture.md lists the same by folders, here it is by modules.
 */
const MAY_IMPORT: Readonly<Record<string, RegExp>> = {
  common: /^$/,
  model: /^$/,
  driver: /^model\//,
  spec: /^model\//,
  reconcile: /^(model|spec)\//,
  render: /^plan\/file-plan\.ts$/,
  write: /^$/,
  plan: /^(model\/|spec\/(closer-of|spec|roles)\.ts$|frameworks\/(framework(-source)?\.ts$|contract\/|reading\/)|reconcile\/pairs\.ts$)/,
};

/** A folder with more modules than this should be split into rooms. */
const MOST_MODULES = 12;

/** Folders that are emitted as they are: their modules import each other by the paths of the published package. */
const AS_EMITTED: ReadonlySet<string> = new Set(['frameworks/internal']);

/** The command line, and modules that run in a separate process and print there. */
const SPEAKING = /^cli(\.ts$|\/)|^synchro\/run\/(run-mocha|worker)\.ts$/;

describe('codegen/', () => {
  const sources = codegenSources();
  const own = sources.filter(({ path }) => !EMITTED.test(path));

  it('has been read', () => {
    expect(sources.length).to.be.greaterThan(80);
    expect(codegenModules().length).to.be.greaterThan(80);
    expect(sources.find(({ path }) => path === 'generate.ts')?.local).to.include('plan/plan.ts');
  });

  it('has no import cycles, not even of types', () => {
    expect(cyclesIn(codegenModules()).map((cycle) => cycle.join(' -> '))).to.deep.equal([]);
    expect(cyclesIn(sources).map((cycle) => cycle.join(' -> '))).to.deep.equal([]);
  });

  it('has only the command line, the generator and folders at its root', () => {
    expect(sources.map(({ path }) => path).filter((path) => !path.includes('/'))).to.deep.equal([
      'cli.ts',
      'generate.ts',
    ]);
  });

  it('has at most a dozen modules in each folder', () => {
    const counts = new Map<string, number>();
    for (const { path } of sources) counts.set(posix.dirname(path), (counts.get(posix.dirname(path)) ?? 0) + 1);
    const full = [...counts].filter(([folder, count]) => count > MOST_MODULES && !AS_EMITTED.has(folder));
    expect(full).to.deep.equal([]);
  });

  it('has a room for each folder of tests, at the same path', () => {
    const rooms = new Set(sources.map(({ path }) => path.split('/')[0]));
    const folders = new Set(sources.flatMap(({ path }) => foldersOf(posix.dirname(path))));
    const tests = sourcesIn(join(packageRoot(), 'test'), '.test.ts').map(({ path }) => posix.dirname(path));
    expect(tests.length).to.be.greaterThan(80);
    const stray = tests.filter((folder) => rooms.has(folder.split('/')[0]) && !folders.has(folder));
    expect(stray).to.deep.equal([]);
  });

  it('has no barrel files', () => {
    const isBarrel = (source: Source): boolean => {
      const { statements } = parse(source);
      return statements.every((each) => ts.isExportDeclaration(each) || ts.isImportDeclaration(each));
    };
    expect(sources.filter((source) => /(^|\/)index\.ts$/.test(source.path) || isBarrel(source))).to.deep.equal([]);
  });

  for (const [name, home] of Object.entries(HOMES)) {
    it(`imports ${name} in one place only`, () => {
      const importers = sources.filter(({ packages }) =>
        packages.some((each) => each === name || each.startsWith(`${name}/`)),
      );
      expect(importers).not.to.have.length(0);
      expect(importers.map(({ path }) => path).filter((path) => !home.test(path))).to.deep.equal([]);
    });
  }

  it('imports no other packages', () => {
    const others = own.flatMap(({ path, packages }) =>
      packages.filter((each) => !(packageOf(each) in HOMES)).map((each) => `${path}: ${each}`),
    );
    expect(others).to.deep.equal([]);
  });

  for (const [folder, allowed] of Object.entries(MAY_IMPORT)) {
    it(`${folder}/ imports only what it may, types included`, () => {
      const inside = sources.filter(({ path }) => path.startsWith(`${folder}/`));
      expect(inside).not.to.have.length(0);
      const others = inside.flatMap(({ path, local }) =>
        local
          .filter((each) => !each.startsWith(`${folder}/`) && !each.startsWith('common/') && !allowed.test(each))
          .map((each) => `${path} -> ${each}`),
      );
      expect(others).to.deep.equal([]);
    });
  }

  it('prints and ends the process only in the command line and in separate processes', () => {
    const speaking = own
      .filter(({ path }) => !SPEAKING.test(path))
      .flatMap((source) =>
        nodesIn(parse(source))
          .filter((node) => ts.isPropertyAccessExpression(node))
          .map((node) => node.getText())
          .filter((text) => /^console\.|^process\.(stdout|stderr|exit|exitCode)\b/.test(text))
          .map((text) => `${source.path}: ${text}`),
      );
    expect(speaking).to.deep.equal([]);
  });

  it('names no framework in the engine', async () => {
    // `promise` also occurs in the names of the driver's own types.
    const names = (await builtInFrameworks()).filter((name) => name !== 'promise');
    expect(names).to.include('callback');
    const engine = own.filter(({ path }) => /^(plan|render|write|model|driver|reconcile)\/|^generate\.ts$/.test(path));
    const words = engine.flatMap((source) =>
      nodesIn(parse(source))
        .filter((node) => ts.isStringLiteralLike(node) || ts.isIdentifier(node))
        .filter((node) => names.some((name) => node.text.toLowerCase() === name))
        .map((node) => `${source.path}: ${node.text}`),
    );
    expect(words).to.deep.equal([]);
  });

  it('emits no module beside the classes that imports the generator', () => {
    const emitted = sources.filter(({ path }) => EMITTED.test(path));
    expect(emitted.length).to.be.greaterThan(10);
    const others = emitted.flatMap(({ path, local }) => {
      const parts = path.replace(/runtime(\.ts|\/.*)$/, 'runtime/');
      return local
        .filter((each) => !each.startsWith('frameworks/internal/') && !each.startsWith(parts))
        .map((each) => `${path} -> ${each}`);
    });
    expect(others).to.deep.equal([]);
  });
});

/** `a`, `a/b` and `a/b/c` of `a/b/c`. */
function foldersOf(path: string): string[] {
  const steps = path.split('/');
  return steps.map((_, at) => steps.slice(0, at + 1).join('/'));
}

describe('cyclesIn', () => {
  const module = (path: string, ...imports: readonly string[]): Source =>
    readSource(path, imports.map((each) => `import '${each}';`).join('\n'), '.ts');

  it('finds cycles, including a module that imports itself', () => {
    const sources = [
      module('a.ts', './b.js'),
      module('b.ts', './x/c.js'),
      module('x/c.ts', '../b.js', './d.js'),
      module('x/d.ts', './d.js'),
    ];
    expect(cyclesIn(sources)).to.deep.equal([
      ['b.ts', 'x/c.ts', 'b.ts'],
      ['x/d.ts', 'x/d.ts'],
    ]);
  });

  it('finds none if two paths lead to the same module', () => {
    expect(cyclesIn([module('a.ts', './b.js', './c.js'), module('b.ts', './c.js'), module('c.ts')])).to.deep.equal([]);
  });
});
