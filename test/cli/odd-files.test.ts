import { mkdirSync, rmSync, symlinkSync } from 'node:fs';

import { expect } from 'chai';

import { atOnce } from '../support/at-once.js';
import { motorized } from '../support/cli.js';
import { output } from '../support/processes.js';
import { inProject } from '../support/project-root.js';
import { Project } from './project.js';

/** What can be in the place of a file, and how to create it. */
const ODD: Readonly<Record<string, (path: string) => void>> = {
  'a folder': (path) => mkdirSync(path),
  'a link to nothing': (path) => symlinkSync('nowhere', path),
  'a link to itself': (path) => symlinkSync(path, path),
  'a pipe': (path) => output('mkfifo', [path]),
  'a device': (path) => symlinkSync('/dev/zero', path),
};

const GENERATE = 'generate --driver driver.d.ts --framework promise';
const OWN = 'generate --driver driver.d.ts --framework own';
const DRIFT = 'drift --driver driver.d.ts';

/** Each place with each kind of thing that is not a file there. */
const PLACES: readonly (readonly [path: string, args: string, ...things: string[]])[] = [
  ['spec/Admin.yaml', GENERATE, 'a link to nothing'],
  ['spec/severity.yaml', DRIFT, 'a folder'],
  ['spec/surface/unknown.txt', DRIFT, 'a folder'],
  ['own/framework.ts', OWN, 'a pipe'],
  ['own/runtime.ts', OWN, 'a pipe'],
  ['own/runtime', OWN, 'a link to nothing'],
  ['odd/package.json', 'generate --driver odd', 'a pipe'],
  ['odd.d.ts', 'generate --driver odd.d.ts', 'a pipe', 'a link to itself', 'a device'],
  ['odd.js', 'synchro --server odd.js', 'a pipe'],
  ['odd.tgz', 'synchro --source odd.tgz', 'a pipe'],
];

describe('motorized, with something odd in the place of a file', function () {
  this.timeout(120_000);

  const made = (): Project => {
    const project = new Project();
    const framework = `export { default } from '${inProject('codegen/frameworks/promise/framework.ts')}';`;
    project.write({ 'own/framework.ts': framework, 'own/runtime.ts': '', 'odd/mongodb.d.ts': '' });
    project.write({ 'spec/surface/7.txt': '' });
    symlinkSync(inProject('node_modules'), project.at('node_modules'), 'junction');
    return project;
  };

  const run = (project: Project, args: string) => {
    const synchro = ['--spec', inProject('spec'), '--generated', inProject('generated'), '--framework', 'promise'];
    const more = args.startsWith('synchro') ? synchro : [];
    return motorized([...args.split(' '), ...more], { cwd: project.path, limit: 60_000 });
  };

  it('cannot run, and says where and what to do', async () => {
    const each = PLACES.flatMap(([path, args, ...things]) => things.map((thing) => ({ path, args, thing })));
    await atOnce(each, async ({ path, args, thing }) => {
      const project = made();
      rmSync(project.at(path), { force: true });
      ODD[thing]?.(project.at(path));
      const { code, stdout, stderr } = await run(project, args);
      const said = `${stdout}${stderr}`;
      expect(said, `${path}: ${thing}`)
        .to.include(path)
        .and.match(/^ *fix: /m)
        .and.not.match(/^ +at .*:\d+:\d+\)?$/m);
      expect(code, `${path}: ${thing}`).to.equal(2);
      project.remove();
    });
  });

  it('a file where a folder is expected', async () => {
    const files: readonly (readonly [path: string, args: string])[] = [
      ['own/runtime', OWN],
      ['spec/surface', DRIFT],
      ['generated', GENERATE],
    ];
    await atOnce(files, async ([path, args]) => {
      const project = made();
      rmSync(project.at('spec/surface'), { recursive: true });
      project.write({ [path]: 'a file' });
      const { code, stdout, stderr } = await run(project, args);
      expect(`${stdout}${stderr}`, path)
        .to.include(path)
        .and.match(/^ *fix: /m)
        .and.match(/(no|not a) folder/);
      expect(code, path).to.equal(2);
      project.remove();
    });
  });

  it('a name that is too long', async () => {
    const project = made();
    const { code, stderr } = await run(project, `generate --driver ${'x'.repeat(5000)}`);
    project.remove();
    expect(stderr).to.match(/^driver x+ cannot be read: the name is too long\n {2}fix: name a version/);
    expect(code).to.equal(2);
  });
});

describe("motorized generate, with something odd in the generator's folders", function () {
  this.timeout(120_000);
  let generated: Record<string, string>;
  let project: Project;

  before(async () => {
    const first = new Project();
    await first.generate();
    generated = first.read();
    first.remove();
  });
  beforeEach(() => {
    project = new Project();
    project.write(generated);
  });
  afterEach(() => project.remove());

  it('silently ignores names that none of its modules could have', async () => {
    const others = [
      '.DS_Store',
      'Thumbs.db',
      'Db.ts~',
      '#Db.ts#',
      '.Db.ts.swp',
      '4913',
      '.idea/a.ts',
      'Db.js',
      '.b.ts',
    ];
    const before = project.output();
    project.write(Object.fromEntries(others.map((name) => [`generated/promise/${name}`, 'x'])));
    symlinkSync('nobody@nowhere', project.at('generated/promise/.#Db.ts'));
    symlinkSync('../..', project.at('generated/promise/linked'));
    expect(await project.generate('--check')).to.deep.include({ code: 0, stderr: '' });
    project.edit('driver.d.ts', 'drop()', 'drop(at: number)');
    expect(await project.generate('--force')).to.deep.include({ code: 0, stderr: '' });
    const after = project.output();
    for (const name of others) expect(after, name).to.have.property(`generated/promise/${name}`, 'x');
    expect(Object.keys(after).length).to.equal(Object.keys(before).length + others.length);
  });

  it('treats anything but a file in the place of a module as foreign, and opens nothing', async () => {
    const things = Object.entries(ODD).filter(([thing]) => thing !== 'a folder');
    const paths = ['Db.ts', 'Client.ts', 'Other.ts', 'runtime.ts'].map((name) => `generated/promise/${name}`);
    for (const [at, [, make]] of things.entries()) {
      rmSync(project.at(paths[at] ?? ''), { force: true });
      make(project.at(paths[at] ?? ''));
    }
    const { code, stderr } = await project.generate();
    for (const path of paths) expect(stderr).to.include(`${path} was not written by the generator`);
    expect(code).to.equal(1);
    expect((await project.generate('--check')).code).to.equal(1);
    expect(await project.generate('--force')).to.deep.include({ code: 0, stderr: '' });
    expect(await project.generate('--check')).to.deep.include({ code: 0, stderr: '' });
  });

  it('does not write through a linked folder, nor to the target of a link', async () => {
    project.write({ 'mine/Db.ts': 'mine' });
    rmSync(project.at('generated/promise'), { recursive: true });
    mkdirSync(project.at('generated/promise'));
    symlinkSync('../../mine/Db.ts', project.at('generated/promise/Db.ts'));
    expect((await project.generate()).stderr).to.include('generated/promise/Db.ts was not written by the generator');
    expect((await project.generate('--force')).code).to.equal(0);
    expect(project.read('mine')).to.deep.equal({ 'mine/Db.ts': 'mine' });
  });
});
