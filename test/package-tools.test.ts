import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { expect } from 'chai';

import { loadFramework } from '../codegen/frameworks/load/load-framework.js';
import { atOnce } from './support/at-once.js';
import { compilerOf, COMPILERS } from './support/compilers.js';
import { Consumer, frameworkFolders } from './support/consumer.js';
import { run, runBeside } from './support/processes.js';
import { inProject } from './support/project-root.js';
import { installTools } from './support/tools.js';

const TYPESCRIPT = { typescript: COMPILERS['5.9'] };
const TYPES = { '@types/jest': '30.0.0' };

/** A user's test, with things that a stand-in for the package would not have. */
const TEST = (load: string, types = ''): string => `
  ${load}
  test('loads, wraps and constructs', () => {
    const client${types && ': MongoClient'} = new MongoClient('mongodb://localhost:27017');
    expect(client.db('app').client).toBe(client);
    expect(MongoClient.wrap(client.delegate)).toBe(client);
    expect(new ObjectId()).toBeInstanceOf(driver.ObjectId);
  });
`;

describe('the packed package in the tools of users', function () {
  this.timeout(180_000);
  const frameworks = frameworkFolders();
  /** The frameworks that tools without ES modules can load, because they can load the peers. */
  let ofCommonJs: string[];
  let consumer: Consumer;
  before(async () => {
    consumer = new Consumer();
    const peers = await Promise.all(frameworks.map(async (name) => (await loadFramework(name)).framework.peers ?? []));
    ofCommonJs = frameworks.filter((_, at) => peers[at]?.every((peer) => isRequirable(peer.package)));
    expect(ofCommonJs).to.include.members(['callback', 'promise', 'rxjs']).and.not.include('effect');
  });
  after(() => consumer.remove());

  for (const [version, tools] of [
    ['29', { jest: '29.7.0', 'ts-jest': '29.4.15', ...TYPESCRIPT, ...TYPES }],
    ['30', { jest: '30.5.2', 'ts-jest': '29.4.15', ...TYPESCRIPT, ...TYPES }],
  ] as const) {
    describe(`Jest ${version}`, () => {
      let packages: string;
      before(() => (packages = installTools(`jest-${version}`, tools)));

      const jest = (folder: string, files: Readonly<Record<string, string>>, ...flags: string[]): string => {
        const settings = flags.includes('ts-jest') ? { preset: 'ts-jest' } : {};
        consumer.write(`${folder}/package.json`, JSON.stringify({ name: folder, private: true, jest: settings }));
        for (const [name, text] of Object.entries(files)) consumer.write(`${folder}/${name}`, text);
        const args = [join(packages, 'jest', 'bin', 'jest.js'), '--rootDir', join(consumer.folder, folder), '--ci'];
        const { code, stderr, stdout } = run(process.execPath, args, { cwd: join(consumer.folder, folder) });
        expect(code, stderr + stdout).to.equal(0);
        return stderr;
      };

      it('loads every subpath with default settings', () => {
        const files = Object.fromEntries(
          ofCommonJs.map((name) => [
            `${name}.test.js`,
            TEST(`const { MongoClient, ObjectId } = require('motorized/${name}');\nconst driver = require('mongodb');`),
          ]),
        );
        expect(jest(`jest-${version}`, files)).to.include(`Tests:       ${ofCommonJs.length} passed`);
      });

      it('loads every subpath with ts-jest', () => {
        const folder = `ts-jest-${version}`;
        for (const name of ['ts-jest', 'typescript', '@types/jest']) consumer.link(name, packages, folder);
        const files = Object.fromEntries(
          ofCommonJs.map((name) => [
            `${name}.test.ts`,
            TEST(
              `import { MongoClient, ObjectId } from 'motorized/${name}';\nimport * as driver from 'mongodb';`,
              'typed',
            ),
          ]),
        );
        const compilerOptions = {
          module: 'commonjs',
          target: 'es2022',
          strict: true,
          skipLibCheck: true,
          types: ['node', 'jest'],
        };
        const tsconfig = JSON.stringify({ compilerOptions });
        expect(jest(folder, { ...files, 'tsconfig.json': tsconfig }, 'ts-jest')).to.include(
          `Tests:       ${ofCommonJs.length} passed`,
        );
      });
    });
  }

  /** The settings under which TypeScript resolves modules. */
  const settings: Readonly<Record<string, Readonly<Record<string, string>>>> = {
    'node10, the default of TypeScript 5': { module: 'commonjs', moduleResolution: 'node10' },
    node16: { module: 'node16' },
    nodenext: { module: 'nodenext' },
    bundler: { module: 'esnext', moduleResolution: 'bundler' },
    'CommonJS with bundler, the default of TypeScript 7': { module: 'commonjs', moduleResolution: 'bundler' },
  };
  /** What each one does not support. */
  const left = { '5.9': /^CommonJS with bundler/, '7.0': /^node10/ } as const;

  for (const version of ['5.9', '7.0'] as const) {
    it(`type-checks in TypeScript ${version} with every module resolution, in packages of both types`, async () => {
      const tsc = compilerOf(version);
      const each = Object.entries(settings)
        .filter(([title]) => !left[version].test(title))
        .flatMap(([title, options]) =>
          (title === 'nodenext' ? ['commonjs', 'module'] : ['commonjs']).map((type) => ({ title, options, type })),
        );
      expect(each).to.have.length(5);
      await atOnce(each, async ({ title, options, type }) => {
        const folder = `typescript-${version}-${Object.values(options).join('-')}-${type}`;
        consumer.write(`${folder}/package.json`, JSON.stringify({ name: 'app', private: true, type }));
        const files = frameworks.map((name) => `${name}.ts`);
        for (const name of frameworks) consumer.write(`${folder}/${name}.ts`, PROGRAM(name));
        const compilerOptions = {
          ...options,
          target: 'es2022',
          strict: true,
          noEmit: true,
          skipLibCheck: true,
          types: ['node'],
        };
        consumer.write(`${folder}/tsconfig.json`, JSON.stringify({ compilerOptions, files }));
        const { code, stdout } = await runBeside(process.execPath, [tsc, '-p', join(consumer.folder, folder)]);
        expect({ title, type, code, stdout }).to.deep.equal({ title, type, code: 0, stdout: '' });
      });
    });
  }

  it('is one module in Node, however it is loaded, and has another build for tools without ES modules', () => {
    const program = (names: readonly string[]): string =>
      `import { createRequire } from 'node:module';
      const require = createRequire(import.meta.url);
      for (const name of ${JSON.stringify(names)}) {
        const required = require('motorized/' + name);
        console.log((await import('motorized/' + name)).MongoClient === required.MongoClient);
      }`;
    consumer.write('one.mjs', program(frameworks));
    consumer.write('two.mjs', program(ofCommonJs));
    const quiet = '--disable-warning=ExperimentalWarning';
    expect(consumer.node([quiet, 'one.mjs']).stdout).to.equal('true\n'.repeat(frameworks.length));
    expect(consumer.node(['--no-experimental-require-module', quiet, 'two.mjs']).stdout).to.equal(
      'false\n'.repeat(ofCommonJs.length),
    );
  });

  it('loads from its CommonJS build whichever module is loaded first', () => {
    const { stdout, stderr } = consumer.node([
      '--no-experimental-require-module',
      '-e',
      `const { readdirSync } = require('node:fs');
      const root = require('node:path').dirname(require.resolve('motorized/promise')) + '/..';
      for (const framework of ${JSON.stringify(ofCommonJs)})
        for (const name of readdirSync(root + '/' + framework).filter((each) => each.endsWith('.js'))) {
          for (const key of Object.keys(require.cache)) if (key.includes('commonjs')) delete require.cache[key];
          require(root + '/' + framework + '/' + name);
        }
      console.log('all');`,
    ]);
    expect({ stdout, stderr }).to.deep.equal({ stdout: 'all\n', stderr: '' });
  });
});

/** Whether a package has something other than ES modules. */
function isRequirable(name: string): boolean {
  const manifest = JSON.parse(readFileSync(inProject('node_modules', name, 'package.json'), 'utf8')) as {
    readonly type?: string;
    readonly exports?: unknown;
  };
  return manifest.type !== 'module' || JSON.stringify(manifest.exports ?? {}).includes('"require"');
}

/** A program that uses a class, one of our types, and one of the driver's. */
const PROGRAM = (name: string): string => `
  import { type FindOptions, MongoClient, type ObjectId } from 'motorized/${name}';
  const options: FindOptions = { limit: 3 };
  export const client: MongoClient = new MongoClient('mongodb://localhost:27017');
  export const cursor = client.db().collection<{ _id: ObjectId }>('pets').find({}, options);
  // @ts-expect-error -- it has types
  client.noSuchMember;
`;
