import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { expect } from 'chai';

import { Consumer, type Manifest, publishedManifest } from './support/consumer.js';
import { output, run } from './support/processes.js';
import { inProject } from './support/project-root.js';

const CLI = fileURLToPath(new URL('../codegen/cli.js', import.meta.url));
const TSC = inProject('node_modules', 'typescript', 'bin', 'tsc');

/** Our published files for one framework, before the generator has added to them. */
function manifest(): string {
  const { exports, typesVersions } = publishedManifest();
  const entries = Object.entries(exports as Record<string, unknown>).filter(([key]) => key === './promise');
  const older = (typesVersions as { '*': Record<string, unknown> })['*']['promise'];
  const own = { exports: Object.fromEntries(entries), typesVersions: { '*': { promise: older } } };
  const text = JSON.stringify(
    { name: 'tasks', version: '1.0.0', type: 'module', ...own, files: ['dist'] },
    undefined,
    2,
  );
  return `${text.replaceAll('promise', 'task')}\n`;
}

const USE = `
import { connected, sessionOf } from 'tasks/task/clients';
import { NAMES } from 'tasks/task/names';
import { MongoClient } from 'tasks/task';

export const both: [typeof connected, readonly string[], typeof MongoClient] = [connected, NAMES, MongoClient];
const session = sessionOf('mongodb://a');
console.log('value' in session && session.value.constructor.name, NAMES.includes('MongoClient'));
`;

describe('a packed package with a module that has a subpath', function () {
  this.timeout(240_000);
  let consumer: Consumer;
  before(() => {
    consumer = new Consumer();
  });
  after(() => consumer.remove());

  /** Runs the generator on `tasks/`. */
  function generate(...more: readonly string[]) {
    const framework = inProject('test/support/frameworks/task');
    const args = ['generate', '--framework', framework, '--spec', inProject('spec'), '--out', 'tasks', ...more];
    return consumer.node([CLI, ...args]);
  }

  /** Compiles both builds like ours, packs them, and unpacks the tarball where the consumer finds it. */
  function publish(): void {
    const { folder } = consumer;
    for (const file of ['tsconfig.json', 'tsconfig.commonjs.json']) {
      const text = readFileSync(inProject('generated', file), 'utf8').replace('"rootDir": "src"', '"rootDir": "."');
      writeFileSync(join(folder, 'tasks', file), text.replace('"include": ["src"]', '"include": ["task", "internal"]'));
      const { stdout } = run(process.execPath, [TSC, '-p', join(folder, 'tasks', file)]);
      expect(stdout, file).to.equal('');
    }
    writeFileSync(join(folder, 'tasks/dist/commonjs/package.json'), '{ "type": "commonjs" }');
    const packed = output('npm', ['pack', join(folder, 'tasks'), '--pack-destination', folder, '--loglevel=error']);
    mkdirSync(join(folder, 'node_modules/tasks'));
    const tarball = join(folder, packed.trim().split('\n').at(-1) ?? '');
    output('tar', ['-xzf', tarball, '-C', join(folder, 'node_modules/tasks'), '--strip-components=1']);
  }

  it('is reported if the package does not export the framework', () => {
    consumer.write('tasks/package.json', '{ "exports": {} }');
    const { code, stderr } = generate('--dry-run');
    expect(code).to.equal(0);
    expect(stderr).to.match(/framework\.ts:\d+:\d+ task: tasks\/package\.json does not export the index of task,/);
    consumer.write('tasks/package.json', '{');
    const broken = generate('--dry-run');
    expect(broken.code).to.equal(2);
    expect(broken.stderr).to.match(/^tasks\/package\.json is not JSON: SyntaxError: .*\n {2}fix: /);
  });

  it('has it in its package.json, which `--check` checks', () => {
    consumer.write('tasks/package.json', manifest());
    expect(generate()).to.deep.include({ code: 0, stderr: '' });
    const written = readFileSync(join(consumer.folder, 'tasks/package.json'), 'utf8');
    const { exports, typesVersions } = JSON.parse(written) as Pick<Manifest, 'exports' | 'typesVersions'>;
    expect(exports).to.have.all.keys('./task', './task/clients', './task/names');
    const older = (module: string) => [`./dist/commonjs/task/${module}.d.ts`];
    expect(typesVersions).to.deep.equal({
      '*': { task: older('index'), 'task/clients': older('clients'), 'task/names': older('wrapped-names') },
    });
    expect(generate('--check')).to.deep.include({ code: 0, stderr: '' });
    consumer.write('tasks/package.json', manifest());
    const { code, stderr } = generate('--check');
    expect(code).to.equal(1);
    expect(stderr).to.include('tasks is not what the generator writes:\n  changed package.json\n');
    expect(readFileSync(join(consumer.folder, 'tasks/package.json'), 'utf8')).to.equal(manifest());
    consumer.write('tasks/package.json', written);
  });

  it('can be imported from the subpath by `import`, by `require` and by compilers, and loads all classes', () => {
    publish();
    consumer.write('use.ts', USE);
    consumer.write('use.cts', USE.replace('export const both', 'const both').concat('export = both;\n'));
    expect(consumer.typeCheck(['use.ts', 'use.cts'], { module: 'node20' }).stdout).to.equal('');
    for (const file of ['out/use.js', 'out/use.cjs'])
      expect(consumer.node(['--disable-warning=ExperimentalWarning', file])).to.deep.include({
        code: 0,
        stdout: 'ClientSession true\n',
        stderr: '',
      });
    // Jest and the like load the `default` condition.
    const common = "const { sessionOf } = require('./node_modules/tasks/dist/commonjs/task/clients.js');";
    consumer.write('common.cjs', `${common} console.log(sessionOf('mongodb://a').value.constructor.name);`);
    expect(consumer.node(['common.cjs'])).to.deep.include({ code: 0, stdout: 'ClientSession\n' });
  });
});
