import { readFileSync } from 'node:fs';

import { expect } from 'chai';
import { parse } from 'yaml';

import { AuthorProject } from '../support/author-project.js';
import { CLI } from '../support/cli.js';
import { Folder } from '../support/folder.js';
import { inProject } from '../support/project-root.js';
import { DOWN, ENTER, INTERRUPT, onTerminal } from '../support/terminal.js';

const WORKFLOW = '.github/workflows/motorized.yml';

describe('motorized init', function () {
  this.timeout(120_000);
  let project: AuthorProject;

  beforeEach(() => {
    project = new AuthorProject();
    project.write({ 'package.json': '{\n    "name": "own",\n    "type": "module"\n}\n' });
  });
  afterEach(() => project.remove());

  const init = (...args: readonly string[]) => project.motorized(['init', ...args]);

  /** The files of the project, without the installed packages. */
  const files = (): Record<string, string> =>
    Object.fromEntries(Object.entries(project.read()).filter(([path]) => !path.startsWith('node_modules/')));

  it('sets up a project in which the suggested commands work: generate, accept, drift', () => {
    const { code, stdout, stderr } = init('--framework', 'promise', '--out', 'src/mongodb');
    expect({ code, stderr }).to.deep.equal({ code: 0, stderr: '' });
    expect(stdout.split('\n')).to.deep.equal([
      'wrote motorized.config.yaml',
      `wrote ${WORKFLOW}`,
      'wrote package.json (scripts)',
      '',
      'next:',
      '  npx motorized generate    # writes src/mongodb/',
      '  npx motorized drift       # finds what is not wrapped',
      '',
      "  import { MongoClient } from './src/mongodb/promise/index.js';",
      '',
    ]);
    expect(Object.keys(files())).to.have.members(['motorized.config.yaml', WORKFLOW, 'package.json']);
    expect(files()['package.json']).to.equal(
      '{\n    "name": "own",\n    "type": "module",\n    "scripts": {\n        "generate:mongodb": "motorized generate",\n        "drift:mongodb": "motorized drift"\n    }\n}\n',
    );
    for (const command of [['generate'], ['generate', '--check'], ['drift']])
      expect(project.motorized(command), command.join(' ')).to.include({ code: 0, stderr: '' });
    expect(files()).to.include.keys('src/mongodb/promise/Collection.ts');
  });

  it('takes the suggested answers with --yes: the frameworks whose packages are installed, or else promises', () => {
    init('--yes', '--no-workflow');
    expect(parse(files()['motorized.config.yaml'] ?? '')).to.deep.equal({
      spec: 'packaged',
      frameworks: ['promise'],
      out: 'generated',
      drift: { preset: 'claims' },
    });
    project.remove();
    project = new AuthorProject();
    project.link('rxjs', inProject('node_modules/rxjs'));
    init('--yes', '--no-workflow', '--no-script');
    expect(parse(files()['motorized.config.yaml'] ?? '')).to.have.deep.property('frameworks', ['rxjs']);
  });

  it('writes a config in TypeScript, and a copy of the spec', () => {
    const { stdout } = init(
      '--framework',
      'promise',
      '--typescript',
      '--spec',
      'my/spec',
      '--no-workflow',
      '--no-script',
    );
    expect(stdout).to.match(/^wrote motorized\.config\.ts\nwrote my\/spec\/ \(\d+ files\)\n/);
    const spec = Object.keys(files()).filter((path) => path.startsWith('my/spec/'));
    expect(spec).to.include.members(['my/spec/Collection.yaml', 'my/spec/errors.yaml', 'my/spec/schema.json']);
    expect(spec).not.to.include.oneOf(['my/spec/lines.yaml', 'my/spec/exemptions.yaml']);
    for (const command of [['generate'], ['accept'], ['drift']])
      expect(project.motorized(command), command.join(' ')).to.include({ code: 0, stderr: '' });
  });

  it('converts the path of a framework to one relative to the config', () => {
    project.motorized(['init', 'framework', 'own', '--eager']);
    const { code } = init('--framework', 'own', '--no-workflow');
    expect(code).to.equal(0);
    expect(parse(files()['motorized.config.yaml'] ?? '')).to.have.deep.property('frameworks', ['./own']);
    expect(project.motorized(['generate'])).to.include({ code: 0, stderr: '' });
  });

  it('overwrites nothing, and then writes nothing at all', () => {
    project.write({
      'motorized.config.yaml': 'spec: packaged\nout: mine\n',
      [WORKFLOW]: 'name: mine\n',
      'package.json': '{ "scripts": { "drift:mongodb": "mine" } }',
    });
    const before = project.read();
    const { code, stderr } = init('--framework', 'promise', '--out', 'yours');
    expect(code).to.equal(1);
    expect(stderr.split('\n')).to.include.members([
      'motorized.config.yaml: `frameworks` has another value there (already-there)',
      'motorized.config.yaml: `out` has another value there (already-there)',
      '  fix: leave the option out, or edit the file by hand',
      `${WORKFLOW}: it exists with other content (already-there)`,
      '  fix: pass --no-workflow to leave it alone, or delete it to have it written again',
      'package.json: the script `drift:mongodb` exists with another command (already-there)',
      '  fix: pass --no-script to leave it alone, or rename it',
      'nothing was written',
    ]);
    expect(project.read()).to.deep.equal(before);
    expect(init('--yes', '--typescript', '--no-workflow', '--no-script').stderr).to.include(
      'motorized.config.yaml: it exists with other content',
    );
  });

  it('keeps an existing config, and uses its answers', () => {
    project.write({ 'motorized.config.yaml': 'frameworks: [callback]\nspec: my/spec\nout: src/db\n# mine\n' });
    const { code, stdout } = init();
    expect(code).to.equal(0);
    expect(stdout.split('\n')).to.include.members([
      `wrote ${WORKFLOW}`,
      'kept motorized.config.yaml, which has the other settings',
      "  import { MongoClient } from './src/db/callback/index.js';",
    ]);
    expect(files()['motorized.config.yaml']).to.match(/# mine\n$/);
    expect(files()).to.include.keys('my/spec/Collection.yaml');
    expect(init('--framework', 'callback', '--out', './src/db/').stdout).to.match(/^everything is there already\n/);
    expect(project.motorized(['generate', '--check']).stderr).to.match(/^src\/db is not what/);
  });

  it('reports a faulty config at once, as every other command would', () => {
    project.write({ 'motorized.config.json': '{}' });
    expect(init('--yes')).to.include({ code: 2 });
    expect(Object.keys(files())).to.have.members(['motorized.config.json', 'package.json']);
    project.remove();
    project = new AuthorProject();
    project.write({ 'motorized.config.yaml': 'frmeworks: [promise]' });
    expect(init('--yes').stderr).to.include('fix: rename it to `frameworks`');
  });

  it('refuses answers with which no project can be set up', () => {
    for (const option of ['--out', '--spec'])
      expect(init('--yes', option, 'package.json')).to.deep.include({
        code: 2,
        stderr: `package.json is a file, expected a folder or nothing\n  fix: name another folder with ${option}\n`,
      });
    init('--framework', 'promise', '--framework', 'promise', '--out', project.at('src/db'), '--no-workflow');
    expect(parse(files()['motorized.config.yaml'] ?? '')).to.deep.include({ frameworks: ['promise'], out: 'src/db' });
  });

  it('copies the spec to an existing folder without one', () => {
    project.write({ 'my/README.md': 'mine' });
    init('--yes', '--spec', 'my');
    expect(files()).to.include.keys('my/README.md', 'my/Collection.yaml');
  });

  for (const text of ['[]', 'null', '"text"', '{ "scripts": [] }', '{ "scripts": "text" }'])
    it(`does not change an invalid package.json: ${text}`, () => {
      project.write({ 'package.json': text });
      const { code, stderr } = init('--yes');
      expect(code).to.equal(2);
      expect(stderr).to.match(
        /^package\.json is not the manifest of a package: .*, expected an object\n {2}fix: correct it/,
      );
      expect(files()).to.deep.equal({ 'package.json': text });
    });

  it('keeps the line ends of package.json', () => {
    project.write({ 'package.json': '\uFEFF{\r\n\t"name": "own"\r\n}\r\n' });
    expect(init('--yes').code).to.equal(0);
    expect(files()['package.json']).to.match(/^\{\r\n\t"name": "own",\r\n\t"scripts": \{\r\n(?:[^\n]*\r\n)+\}\r\n$/);
  });

  it("names the project's folder if it is run in a subfolder", () => {
    project.write({ 'src/deep/file': '' });
    const { code, stderr } = project.node([CLI, 'init', '--yes'], { cwd: project.at('src/deep') });
    expect(code).to.equal(2);
    expect(stderr).to.match(
      /^package\.json does not exist here; the nearest one is in \.\.\/\.\.\n {2}fix: run the command in \.\.\/\.\.;/,
    );
  });

  it('writes the workflow where GitHub reads it, for a project that is not the whole repository', () => {
    project.write({ '.git/HEAD': '', 'pnpm-lock.yaml': '', 'packages/db/package.json': '{}' });
    const { stdout } = project.node([CLI, 'init', '--yes'], { cwd: project.at('packages/db') });
    expect(stdout).to.include('wrote ../../.github/workflows/motorized-packages-db.yml\n');
    const workflow = parse(files()['.github/workflows/motorized-packages-db.yml'] ?? '') as {
      readonly name: string;
      readonly defaults: unknown;
      readonly jobs: { readonly drift: { readonly steps: readonly { readonly run?: string }[] } };
    };
    expect(workflow.name).to.equal('motorized-packages-db');
    expect(workflow.defaults).to.deep.equal({ run: { 'working-directory': 'packages/db' } });
    expect(workflow.jobs.drift.steps.map(({ run }) => run)).to.include(
      'corepack enable && pnpm install --frozen-lockfile',
    );
  });

  it('uses the package manager of the lock file, and says so', () => {
    const installs = {
      'package-lock.json': ['npm ci', 'npm install --save-dev @motorized/codegen'],
      'pnpm-lock.yaml': ['pnpm install --frozen-lockfile', 'pnpm add --save-dev @motorized/codegen'],
      'bun.lock': ['npx bun install --frozen-lockfile', 'bun add --dev @motorized/codegen'],
      'yarn.lock': ['yarn install --immutable', 'yarn add --dev @motorized/codegen'],
    };
    for (const [lock, [ci, add]] of Object.entries(installs)) {
      const folder = new Folder();
      folder.write({ 'package.json': '{}', [lock]: '' });
      const { stdout } = project.node([CLI, 'init', '--yes'], { cwd: folder.path });
      expect(stdout).to.include(`\n  ${add}\n`);
      expect(folder.read()[WORKFLOW]).to.include(`${ci}\n`);
      folder.remove();
    }
    project.write({ 'yarn.lock': '# THIS IS AN AUTOGENERATED FILE.\n# yarn lockfile v1\n' });
    init('--yes');
    expect(files()[WORKFLOW]).to.include('yarn install --frozen-lockfile\n');
  });

  it('has nothing to do the second time', () => {
    init('--framework', 'promise');
    const before = project.read();
    expect(init('--framework', 'promise').stdout).to.match(/^everything is there already\n/);
    expect(project.read()).to.deep.equal(before);
  });

  it('writes all or nothing', () => {
    project.write({ '.github': 'in the way' });
    const before = project.read();
    const { code, stderr } = init('--framework', 'promise');
    expect(code).to.equal(2);
    expect(stderr).to.include('leave it out: --no-script, --no-workflow').and.not.include('--out');
    expect(project.read()).to.deep.equal(before);
  });

  it('names the option if a required answer is missing and nobody can be asked', () => {
    const { code, stdout, stderr } = init();
    expect({ code, stdout }).to.deep.equal({ code: 2, stdout: '' });
    expect(stderr).to.equal(
      'no framework is named, and there is no terminal to ask on\n  fix: name one with --framework, repeatable: callback, effect, promise, rxjs, or the path of your own; or pass --yes to take promise\n',
    );
    expect(init('--framework', 'promis').stderr).to.include("did you mean 'promise'");
    project.write({ 'package.json': '{' });
    expect(init('--yes').stderr).to.match(
      /^package\.json is not the manifest of a package: .*\n {2}fix: correct it, or pass --no-script\n$/,
    );
  });

  it('writes nothing for users of the ready-made package', () => {
    project.link('motorized', inProject('generated'));
    const before = project.read();
    const { code, stdout } = init('--yes');
    expect(code).to.equal(0);
    expect(stdout).to.match(/^motorized \d\S+ is installed and ready to use, so nothing was written\n/);
    expect(stdout).to.include('npx motorized doctor').and.not.include('codegen');
    expect(project.read()).to.deep.equal(before);
    const other = new Folder();
    other.write({ 'node_modules/motorized/package.json': '{ "version": "7.9.0" }' });
    // The ready-made package has no command, so `npx motorized` would not work.
    const { stdout: alone } = project.node([CLI, 'init', '--yes'], { cwd: other.path });
    other.remove();
    expect(alone).to.include('npx @motorized/codegen doctor').and.not.include('npx motorized');
    expect(init('--framework', 'promise').stdout).to.match(/^wrote motorized\.config\.yaml\n/);
  });

  it('asks on a terminal, lists the files to write, and writes them', async () => {
    const { code, screen } = await onTerminal(['init'], project.path, [
      ['For which frameworks?', ENTER],
      ['Which spec', DOWN + ENTER],
      ['In which folder?', ENTER],
      ['Which folder should', ENTER],
      ['Add scripts', ENTER],
      ['Add a GitHub workflow', `${DOWN}${ENTER}`],
      ['Write motorized.config.yaml, package.json (scripts), spec/', ENTER],
    ]);
    expect(code).to.equal(0);
    expect(screen).to.include('wrote motorized.config.yaml');
    expect(parse(files()['motorized.config.yaml'] ?? '')).to.deep.equal({
      spec: 'spec',
      frameworks: ['promise'],
      out: 'generated',
    });
    expect(files()).to.include.keys('spec/Collection.yaml').and.not.include.keys(WORKFLOW);
  });

  it('writes nothing if the user cancels', async () => {
    const before = project.read();
    const { code, screen } = await onTerminal(['init'], project.path, [['For which frameworks?', INTERRUPT]]);
    expect(code).to.equal(2);
    expect(screen).to.include('init was cancelled: nothing was written');
    expect(project.read()).to.deep.equal(before);
  });

  it('asks users of the ready-made package whether they want their own classes', async () => {
    project.link('motorized', inProject('generated'));
    const { screen } = await onTerminal(['init'], project.path, [
      ['Do you also want wrapper classes of your own', 'n'],
    ]);
    expect(screen).to.include('nothing was written');
  });

  it('pins the same actions in the workflow as this repository', () => {
    const text = readFileSync(inProject('codegen/starters/project/motorized.yml.txt'), 'utf8');
    const own = readFileSync(inProject('.github/workflows/drift.yml'), 'utf8');
    const actions = text.split('\n').flatMap((line) => /uses: .*/.exec(line) ?? []);
    expect(actions).to.have.lengthOf(2);
    for (const action of actions) expect(own).to.include(action);
  });
});
