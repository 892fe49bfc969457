import { readFileSync } from 'node:fs';

import { expect } from 'chai';
import { parse } from 'yaml';

import { AuthorProject } from '../support/author-project.js';
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

  /** What the project has but for what is installed. */
  const files = (): Record<string, string> =>
    Object.fromEntries(Object.entries(project.read()).filter(([path]) => !path.startsWith('node_modules/')));

  it('sets a project up that generates, checks and has no drift, by what it says is next', () => {
    const { code, stdout, stderr } = init('--framework', 'promise', '--out', 'src/mongodb');
    expect({ code, stderr }).to.deep.equal({ code: 0, stderr: '' });
    expect(stdout.split('\n')).to.deep.equal([
      'wrote motorized.config.yaml',
      `wrote ${WORKFLOW}`,
      'wrote package.json (scripts)',
      '',
      'next:',
      '  npx motorized generate    # writes src/mongodb/',
      '  npx motorized drift       # what of the driver is not wrapped',
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

  it('takes with --yes what is suggested: the frameworks whose packages are installed, else promises', () => {
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

  it('writes a config in TypeScript, and a spec to be changed', () => {
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

  it('takes the path of a framework, and makes it one of the config', () => {
    project.motorized(['init', 'framework', 'own', '--eager']);
    const { code } = init('--framework', 'own', '--no-workflow');
    expect(code).to.equal(0);
    expect(parse(files()['motorized.config.yaml'] ?? '')).to.have.deep.property('frameworks', ['./own']);
    expect(project.motorized(['generate'])).to.include({ code: 0, stderr: '' });
  });

  it('overwrites nothing, and writes nothing else either', () => {
    project.write({
      'motorized.config.yaml': 'out: mine\n',
      [WORKFLOW]: 'name: mine\n',
      'package.json': '{ "scripts": { "drift:mongodb": "mine" } }',
    });
    const before = project.read();
    const { code, stderr } = init('--framework', 'promise');
    expect(code).to.equal(1);
    expect(stderr).to.include(
      'motorized.config.yaml is there already, and says something else (already-there)\n  fix: edit it by hand',
    );
    expect(stderr).to.include('fix: pass --no-workflow').and.include('fix: pass --no-script');
    expect(stderr).to.include('\nnothing is written\n');
    expect(project.read()).to.deep.equal(before);
    expect(init('--framework', 'promise', '--typescript', '--no-workflow', '--no-script').stderr).to.include(
      'motorized.config.yaml is there already',
    );
  });

  it('has nothing left to do the second time', () => {
    init('--framework', 'promise');
    const before = project.read();
    expect(init('--framework', 'promise').stdout).to.match(/^everything is there already\n/);
    expect(project.read()).to.deep.equal(before);
  });

  it('writes all or nothing', () => {
    project.write({ '.github': 'in the way' });
    const before = project.read();
    expect(init('--framework', 'promise')).to.include({ code: 2 });
    expect(project.read()).to.deep.equal(before);
  });

  it('names the flag if a required answer is missing and nobody can be asked', () => {
    const { code, stdout, stderr } = init();
    expect({ code, stdout }).to.deep.equal({ code: 2, stdout: '' });
    expect(stderr).to.equal(
      'it is not said for which frameworks the wrapper classes are, and there is no terminal to ask on\n  fix: name one by --framework, repeatable: callback, effect, promise, rxjs, or the path of your own; or pass --yes to take promise\n',
    );
    expect(init('--framework', 'promis').stderr).to.include("did you mean 'promise'");
    project.write({ 'package.json': '{' });
    expect(init('--yes').stderr).to.match(
      /^package\.json is not JSON: .*\n {2}fix: correct it, or pass --no-script\n$/,
    );
  });

  it('writes nothing for those who use the package that is ready made', () => {
    project.link('motorized', inProject('generated'));
    const before = project.read();
    const { code, stdout } = init('--yes');
    expect(code).to.equal(0);
    expect(stdout).to.match(/^motorized \d\S+ is installed, and ready to use: nothing is written\n/);
    expect(stdout).to.include('npx motorized doctor');
    expect(project.read()).to.deep.equal(before);
    expect(init('--framework', 'promise').stdout).to.match(/^wrote motorized\.config\.yaml\n/);
  });

  it('asks on a terminal, says what it is about to write, and writes it', async () => {
    const { code, screen } = await onTerminal(['init'], project.path, [
      ['For which frameworks?', ENTER],
      ['Which spec', DOWN + ENTER],
      ['In which folder?', ENTER],
      ['Into which folder', ENTER],
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

  it('writes nothing where the person gives up', async () => {
    const before = project.read();
    const { code, screen } = await onTerminal(['init'], project.path, [['For which frameworks?', INTERRUPT]]);
    expect(code).to.equal(2);
    expect(screen).to.include('init was cancelled: nothing is written');
    expect(project.read()).to.deep.equal(before);
  });

  it('asks those who have the package whether they want classes of their own', async () => {
    project.link('motorized', inProject('generated'));
    const { screen } = await onTerminal(['init'], project.path, [['Do you want wrapper classes of your own', 'n']]);
    expect(screen).to.include('nothing is written');
  });

  it('pins in the workflow what this repository pins', () => {
    const text = readFileSync(inProject('codegen/starters/project/motorized.yml.txt'), 'utf8');
    const own = readFileSync(inProject('.github/workflows/drift.yml'), 'utf8');
    const actions = text.split('\n').flatMap((line) => /uses: .*/.exec(line) ?? []);
    expect(actions).to.have.lengthOf(2);
    for (const action of actions) expect(own).to.include(action);
  });
});
