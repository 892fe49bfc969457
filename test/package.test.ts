import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, posix, relative } from 'node:path';

import { expect } from 'chai';
import * as driver from 'mongodb';
import { ts } from 'ts-morph';

import { byCodeUnit } from '../codegen/common/order.js';
import { loadFramework } from '../codegen/frameworks/load/load-framework.js';
import { Consumer, frameworkFolders, publishedManifest } from './support/consumer.js';
import { output } from './support/processes.js';
import { inProject } from './support/project-root.js';

/** Every file below a folder, as relative paths with `/`. */
function filesUnder(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => !entry.isDirectory())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).replaceAll('\\', '/'))
    .sort(byCodeUnit);
}

/** Whether something is a class, rather than a function. */
function isClass(value: unknown): boolean {
  return typeof value === 'function' && /^class\b/.test(Function.prototype.toString.call(value));
}

/** The given files and everything that they load, as paths relative to a folder, without other packages. */
function loadedBy(folder: string, entries: readonly string[]): Set<string> {
  const loaded = new Set(entries);
  for (const path of loaded)
    for (const { fileName } of ts.preProcessFile(readFileSync(join(folder, path), 'utf8')).importedFiles)
      if (fileName.startsWith('.')) loaded.add(posix.join(posix.dirname(path), fileName));
  return loaded;
}

/**
 * The expected contents of the package: the texts, the source and declarations of every committed module, and the
 * loaded files.
 */
async function expectedFiles(folder: string): Promise<string[]> {
  const modules = [...frameworkFolders(), 'internal'].flatMap((folder) =>
    filesUnder(inProject('generated', folder)).map((name) => `${folder}/${name.slice(0, -'.ts'.length)}`),
  );
  const subpaths = (await Promise.all(frameworkFolders().map(subpathsOf))).flat();
  const entries = subpaths.map(([, path]) => `dist/${path}.js`);
  return [
    'LICENSE',
    'NOTICE',
    'README.md',
    'package.json',
    'dist/commonjs/package.json',
    ...modules.flatMap((module) => [
      `src/${module}.ts`,
      ...['.d.ts', '.d.ts.map'].map((ending) => `dist/${module}${ending}`),
      ...['.js', '.d.ts'].map((ending) => `dist/commonjs/${module}${ending}`),
    ]),
    ...[...loadedBy(folder, entries)].flatMap((path) => [path, `${path}.map`]),
  ].sort(byCodeUnit);
}

/** The specifiers of a framework, and their modules, the index first. */
async function subpathsOf(name: string): Promise<(readonly [string, string])[]> {
  const { modules = [] } = (await loadFramework(name)).framework;
  return [
    [name, `${name}/index`],
    ...modules.flatMap(({ file, subpath }) =>
      subpath === undefined ? [] : [[`${name}/${subpath}`, `${name}/${file.replace(/\.ts$/, '')}`] as const],
    ),
  ];
}

describe('the packed package', function () {
  this.timeout(120_000);
  const manifest = publishedManifest();
  const frameworks = frameworkFolders();
  let consumer: Consumer;
  let declarations: string[];

  before(() => {
    consumer = new Consumer();
    declarations = filesUnder(consumer.package).filter((path) => path.endsWith('.d.ts'));
  });
  after(() => consumer.remove());

  const read = (path: string): string => readFileSync(join(consumer.package, path), 'utf8');

  it('contains the sources, the compiled files, the licence and the notice, and nothing else', async () => {
    expect(filesUnder(consumer.package)).to.deep.equal(await expectedFiles(consumer.package));
  });

  it('loads one file for a framework and one for the shared modules, since Node takes long to find modules', () => {
    for (const name of frameworks)
      expect([...loadedBy(consumer.package, [`dist/${name}/index.js`])]).to.deep.equal([
        `dist/${name}/index.js`,
        'dist/internal/internal.js',
      ]);
  });

  it('has classes whose names match their exports', async () => {
    for (const name of frameworks) {
      const exported = Object.entries((await import(`motorized/${name}`)) as Record<string, unknown>);
      const own = exported.filter(([key, value]) => isClass(value) && value !== driver[key as keyof typeof driver]);
      expect(own.map(([, value]) => (value as { name: string }).name)).to.deep.equal(own.map(([key]) => key));
      expect(own.length, name).to.be.greaterThan(20);
    }
  });

  it('has a subpath for each framework and each of its modules with one, and no other', async () => {
    const built = (file: string) => ({ types: `${file}.d.ts`, default: `${file}.js` });
    const subpaths = (await Promise.all(frameworks.map(subpathsOf))).flat();
    const entries = subpaths.map(([name, path]) => {
      const module = built(`./dist/${path}`);
      return [
        `./${name}`,
        { bun: module, 'module-sync': module, import: module, default: built(`./dist/commonjs/${path}`) },
      ];
    });
    expect(manifest.exports).to.deep.equal({ ...Object.fromEntries(entries), './package.json': './package.json' });
    const older = subpaths.map(([name, path]) => [name, [`./dist/commonjs/${path}.d.ts`]]);
    expect(manifest.typesVersions).to.deep.equal({ '*': Object.fromEntries(older) });
    expect(frameworks).to.include.members(['promise', 'callback']);
  });

  it('has no dependencies, and accepts drivers below the next major', () => {
    expect(manifest).to.not.have.any.keys('dependencies', 'optionalDependencies', 'bundleDependencies');
    expect(manifest.peerDependencies['mongodb']).to.match(/^>=7\.\d+\.0 <8$/);
  });

  it('is accepted by npm beside the installed driver', () => {
    const listed = output('npm', ['ls', '--json', '--loglevel=error'], { cwd: consumer.folder });
    expect((JSON.parse(listed) as { problems?: unknown }).problems).to.equal(undefined);
  });

  it('can be loaded from every subpath by `import` and by `require`', () => {
    const names = frameworks.map((name) => `motorized/${name}`);
    // With `export *` from CommonJS, Node 24 would return the driver itself to `require`.
    const print = (module: string) =>
      `console.log(typeof ${module}.MongoClient.wrap, typeof ${module}.ObjectId, ${module}['module.exports'] === ${module});`;
    consumer.write(
      'import.mjs',
      names.map((name, at) => `import * as m${at} from '${name}'; ${print(`m${at}`)}`).join('\n'),
    );
    consumer.write(
      'require.cjs',
      names.map((name, at) => `const m${at} = require('${name}'); ${print(`m${at}`)}`).join('\n'),
    );
    for (const file of ['import.mjs', 'require.cjs']) {
      const { code, stdout, stderr } = consumer.node(['--disable-warning=ExperimentalWarning', file]);
      expect({ code, stdout, stderr }, file).to.deep.equal({
        code: 0,
        stdout: 'function function true\n'.repeat(names.length),
        stderr: '',
      });
    }
  });

  it('allows no imports other than its subpaths', () => {
    const { code, stderr } = consumer.node(['--input-type=module', '-e', "import 'motorized/internal/wrapper.js';"]);
    expect(code).to.equal(1);
    expect(stderr).to.include('ERR_PACKAGE_PATH_NOT_EXPORTED');
  });

  for (const exactOptionalPropertyTypes of [true, false]) {
    it(`type-checks with its declarations, exactOptionalPropertyTypes ${exactOptionalPropertyTypes}`, () => {
      const modules = frameworks.map((name, at) => `import * as m${at} from 'motorized/${name}';`);
      const uses = frameworks.map(
        (_, at) => `export const client${at}: m${at}.MongoClient = new m${at}.MongoClient('mongodb://a');`,
      );
      consumer.write('all.ts', [...modules, ...uses].join('\n'));
      consumer.write(
        'common.cts',
        "import { MongoClient } from 'motorized/callback';\nexport const client = new MongoClient('mongodb://a');\n",
      );
      const { stdout } = consumer.typeCheck(['all.ts', 'common.cts'], { exactOptionalPropertyTypes });
      expect(stdout).to.equal('');
    });
  }

  it('has maps whose sources are in the package', () => {
    const maps = filesUnder(consumer.package).filter((path) => path.endsWith('.map'));
    const missing = maps.flatMap((path) => {
      const { sources } = JSON.parse(read(path)) as { sources: string[] };
      return sources.filter((source) => !existsSync(join(consumer.package, dirname(path), source)));
    });
    expect(maps).to.not.be.empty;
    expect(missing).to.deep.equal([]);
  });

  it('declares nothing marked as internal', () => {
    expect(declarations.filter((path) => read(path).includes('@internal'))).to.deep.equal([]);
    for (const name of frameworks) {
      expect(read(`src/${name}/MongoClient.ts`)).to.include('constructor(delegate: driver.MongoClient)');
      expect(read(`dist/${name}/MongoClient.d.ts`)).to.not.include('constructor(delegate');
    }
  });

  it("contains the driver's full documentation, where the repository has links", () => {
    for (const name of frameworks) {
      expect(read(`dist/${name}/Collection.d.ts`)).to.include('@param');
      expect(read(`src/${name}/Collection.ts`)).to.include('@param');
      expect(readFileSync(inProject('generated', name, 'Collection.ts'), 'utf8')).to.not.include('@param');
    }
  });

  it('names the version of its manifest in the handshake', () => {
    expect(read('dist/internal/internal.js')).to.include(`'${manifest.version}'`);
  });
});
