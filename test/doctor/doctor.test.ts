import { readFileSync } from 'node:fs';

import { expect } from 'chai';

import { OLDEST_DRIVER } from '../../codegen/doctor/checks/copies.js';
import { CHECKS } from '../../codegen/doctor/doctor.js';
import { OLDEST_TYPESCRIPT } from '../../codegen/doctor/checks/versions.js';
import { Project } from '../cli/project.js';
import { codeIn, tableRows } from '../support/documents.js';
import { inProject } from '../support/project-root.js';

const { version } = JSON.parse(readFileSync(inProject('package.json'), 'utf8')) as { readonly version: string };

interface Result {
  readonly exit: number;
  readonly checks: readonly { readonly name: string; readonly outcome: string; readonly found: string }[];
  readonly problems: readonly {
    readonly rule: string;
    readonly severity: string;
    readonly subject: string;
    readonly message: string;
    readonly fix: string;
  }[];
}

function manifest(name: string, version: string, more: object = {}): string {
  return JSON.stringify({ name, version, ...more });
}

/** A project with its own wrapper classes, in which everything is right. */
class HealthyProject extends Project {
  constructor() {
    super();
    this.write({
      'package.json': '{}',
      'motorized.config.yaml': 'frameworks: [promise]\n',
      'node_modules/mongodb/package.json': manifest('mongodb', '7.9.0', { types: 'mongodb.d.ts' }),
      'node_modules/mongodb/mongodb.d.ts': this.read()['driver.d.ts'] ?? '',
      'node_modules/bson/package.json': manifest('bson', '7.0.0'),
      'node_modules/typescript/package.json': manifest('typescript', '5.9.3'),
    });
  }

  async examine(): Promise<Result> {
    const { code, stdout } = await this.run('doctor', '--json');
    const result = JSON.parse(stdout) as Result;
    expect(result.exit).to.equal(code);
    return result;
  }
}

describe('motorized doctor', function () {
  this.timeout(60_000);
  let project: HealthyProject;

  before(async () => {
    project = new HealthyProject();
    expect((await project.run('generate')).code).to.equal(0);
  });
  after(() => project.remove());

  /** The findings with other contents of some files, which are restored afterwards. */
  async function found(files: Readonly<Record<string, string>>): Promise<Result> {
    const before = project.read();
    project.write(files);
    const result = await project.examine();
    for (const path of Object.keys(files)) {
      if (before[path] === undefined) await import('node:fs').then(({ rmSync }) => rmSync(project.at(path)));
      else project.write({ [path]: before[path] });
    }
    return result;
  }

  const findings = ({ problems }: Result): string[] => problems.map(({ rule, severity }) => `${severity} ${rule}`);

  it('finds nothing if everything is right', async () => {
    const { code, stdout, stderr } = await project.run('doctor');
    expect({ code, stderr }).to.deep.equal({ code: 0, stderr: '' });
    expect(stdout.trimEnd().split('\n')).to.deep.equal([
      'ok       package.json                   package.json',
      'ok       config                         motorized.config.yaml',
      `ok       generator                      ${version}`,
      `ok       Node                           ${process.versions.node}`,
      'ok       driver                         7.9.0, one copy',
      'ok       bson                           7.0.0, one copy',
      'ok       TypeScript                     5.9.3',
      'skipped  motorized                      not there',
      'skipped  driver of the wrapper classes  not there',
      'ok       wrapper classes                generated',
      '',
      'nothing is wrong',
    ]);
  });

  it('finds wrapper classes that import another copy of the driver', async () => {
    const result = await found({ 'generated/node_modules/mongodb/package.json': manifest('mongodb', '7.8.0') });
    expect(findings(result)).to.deep.equal(['error driver-copies']);
    expect(result.problems[0]?.message).to.include(
      'the wrapper classes import 7.8.0 (generated/node_modules/mongodb), but the project imports 7.9.0 (node_modules/mongodb)',
    );
  });

  it("finds copies of other packages, also in pnpm's layout, and says which ones can be merged", async () => {
    const dependencies = (range: string): object => ({ dependencies: { mongodb: range } });
    const copies = (range: string): Record<string, string> => ({
      'node_modules/mongoose/package.json': manifest('mongoose', '9.0.0', dependencies(range)),
      'node_modules/mongoose/node_modules/mongodb/package.json': manifest('mongodb', '7.8.0'),
      'node_modules/.pnpm/a@1.0.0/node_modules/bson/package.json': manifest('bson', '6.0.0'),
    });
    const result = await found(copies('^7.0.0'));
    expect(findings(result)).to.have.members(['warning driver-copies', 'warning bson-copies']);
    expect(result.exit).to.equal(0);
    const { message, fix } = result.problems.find(({ rule }) => rule === 'driver-copies') ?? {};
    expect(message).to.include('there is also 7.8.0 (node_modules/mongoose/node_modules/mongodb)');
    expect(fix).to.equal('run `npm dedupe`; `npm ls mongodb` shows which package asks for which copy');
    const apart = (await found(copies('~7.8.0'))).problems.find(({ rule }) => rule === 'driver-copies');
    expect(apart).to.include({ severity: 'info' });
    expect(apart?.message).to.include('mongoose 9.0.0 asks for ~7.8.0');
  });

  it('finds a bson that the driver refuses, and a mere copy, if the project depends on it', async () => {
    const other = 'node_modules/mongodb/node_modules/bson/package.json';
    const asking = { 'package.json': '{ "dependencies": { "bson": "*" } }' };
    const refused = await found({ ...asking, [other]: manifest('bson', '6.0.0') });
    expect(findings(refused)).to.deep.equal(['error bson-copies']);
    expect(refused.problems[0]?.message).to.include('BSONVersionError');
    expect(findings(await found({ ...asking, [other]: manifest('bson', '7.0.1') }))).to.deep.equal([
      'warning bson-copies',
    ]);
    // The project cannot remove a dependency of another package.
    expect(findings(await found({ [other]: manifest('bson', '6.0.0') }))).to.deep.equal(['warning bson-copies']);
  });

  it('says how to merge the drivers if only the wrapper classes find another copy', async () => {
    const { problems } = await found({ 'generated/node_modules/mongodb/package.json': manifest('mongodb', '7.8.0') });
    expect(problems[0]?.fix).to.equal('delete generated/node_modules/mongodb');
  });

  it('finds a driver that is too old, another generator, and a package.json that is not one', async () => {
    const result = await found({
      'package.json': '{',
      'node_modules/mongodb/package.json': manifest('mongodb', '4.17.2', { types: 'mongodb.d.ts' }),
      'node_modules/@motorized/codegen/package.json': manifest('@motorized/codegen', '0.0.1'),
      'pnpm-lock.yaml': '',
    });
    expect(findings(result)).to.include.members([
      'error cannot-look',
      'error driver-version',
      'warning generator-version',
    ]);
    const fixOf = (rule: string): string | undefined => result.problems.find((each) => each.rule === rule)?.fix;
    expect(fixOf('driver-version')).to.equal('run `pnpm add "mongodb@>=5.0.0"`');
    expect(fixOf('stale-output')).to.equal('run `npx motorized generate` and commit the result');
  });

  it('finds versions that are not supported', async () => {
    const peerDependencies = { mongodb: '>=8 <9', rxjs: '^7.8.0', effect: '^4.1.0' };
    const result = await found({
      'node_modules/typescript/package.json': manifest('typescript', '5.3.0'),
      'node_modules/motorized/package.json': manifest('motorized', '8.0.0', { peerDependencies }),
      'node_modules/rxjs/package.json': manifest('rxjs', '6.6.0'),
      'motorized.config.yaml': 'frameworks: [promise]\ndriver: 7.8.0\n',
    });
    const messages = result.problems.map(({ message }) => message);
    expect(messages).to.include.members([
      '5.3.0 is installed, expected >=5.4.0',
      'motorized 8.0.0 is for mongodb >=8 <9, but 7.9.0 is installed',
      'motorized 8.0.0 is for rxjs ^7.8.0, but 6.6.0 is installed',
      'the wrapper classes are generated for mongodb 7.8.0, but 7.9.0 is installed for them',
    ]);
    // npm installs neither while the other is out of range.
    const [both, all] = ['rxjs', 'mongodb'].map(
      (name) => result.problems.find(({ subject, rule }) => subject === name && rule === 'peer-version')?.fix,
    );
    expect(both).to.equal('run `npm install "mongodb@>=8 <9" "rxjs@^7.8.0"`');
    expect(all).to.match(/^run `npm install "mongodb@>=8 <9" "rxjs@\^7\.8\.0"`, or install the motorized for 7\.9\.0/);
  });

  it('finds edited and stale classes', async () => {
    const text = project.read()['generated/promise/Db.ts'] ?? '';
    const edited = await found({ 'generated/promise/Db.ts': text.replace('drop', 'drpo') });
    expect(findings(edited)).to.deep.equal(['error edited-by-hand']);
    const foreign = await found({ 'generated/promise/Mine.ts': 'export {};\n' });
    expect(findings(foreign)).to.deep.equal(['error foreign-file']);
    expect(foreign.problems[0]?.fix).to.match(
      /^move the file to another folder and run `npx @motorized\/codegen generate`/,
    );
    const stale = await found({ 'spec/Db.yaml': 'class: Db\nomitted:\n  - drop: { reason: not for us }\n' });
    expect(findings(stale)).to.include('error stale-output');
    expect(stale.problems.find(({ rule }) => rule === 'stale-output')?.message).to.match(
      /^it is not what would be generated now: promise\/\w+\.ts changes( and \d+ more)?$/,
    );
    expect((await found({ 'spec/Db.yaml': 'class: Db\n' })).problems.map(({ rule }) => rule)).to.include(
      'unclaimed-member',
    );
  });

  it('finds an invalid config, and still checks the rest', async () => {
    const result = await found({ 'motorized.config.yaml': 'frameworks: promise\n' });
    expect(findings(result)).to.deep.equal(['error cannot-look']);
    expect(result.problems[0]?.message).to.include('motorized.config.yaml:1:1: `frameworks` is');
    expect(result.checks.find(({ name }) => name === 'driver')?.outcome).to.equal('ok');
    expect(result.checks.find(({ name }) => name === 'wrapper classes')?.outcome).to.equal('skipped');
  });

  it('finds that nothing has been installed or generated', async () => {
    const empty = new Project();
    empty.write({ 'package.json': '{}', 'motorized.config.yaml': 'frameworks: [promise]\n' });
    const { code, stdout, stderr } = await empty.run('doctor');
    expect({ code, stderr }).to.deep.equal({ code: 1, stderr: '' });
    expect(stdout).to.include('mongodb: it is not installed (driver-copies)\n  fix: run `npm install mongodb`\n');
    expect(stdout).to.include('generated: nothing has been generated yet (stale-output)');
    empty.write({ '.pnp.cjs': '' });
    const { stdout: withYarn } = await empty.run('doctor');
    empty.remove();
    expect(withYarn).to.include("packages that Yarn installs as Plug'n'Play are not checked").and.include('nodeLinker');
  });
});

describe('docs/doctor.md', () => {
  it('lists every check', () => {
    const names = tableRows('docs/doctor.md', 'Check').flatMap(([name = '']) => codeIn(name));
    expect(names).to.have.members(['package.json', 'config', ...CHECKS.map(({ name }) => name), 'wrapper classes']);
  });

  it('knows the first release that is wrapped', () => {
    const releases = readFileSync(inProject('spec/lines.yaml'), 'utf8').matchAll(/since: ([\d.]+)/g);
    expect([...releases].at(-1)?.[1]).to.equal(OLDEST_DRIVER);
  });

  it('is as strict with TypeScript as the README says', () => {
    const [, versions = ''] = tableRows('README.md', 'Needs').find(([name]) => name === 'TypeScript') ?? [];
    expect(versions.startsWith(OLDEST_TYPESCRIPT.replace(/\.0$/, ' '))).to.equal(true);
  });
});
