import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';

import { expect } from 'chai';
import { MongoClient } from 'mongodb';

import { loadSpec } from '../../codegen/spec/load-spec.js';
import { loadPublishedLines, namedLine, peerRange, type PublishedLine } from '../../codegen/spec/published-lines.js';
import { holdsIn } from '../../codegen/spec/releases.js';
import { currentServer } from '../server/current-server.js';
import { type Outcome, output, run } from '../support/processes.js';
import { type DocumentProgram, documentPrograms, onServer } from '../support/programs.js';
import { inProject } from '../support/project-root.js';
import { absence } from '../support/release/absence.js';
import { UserProject } from '../support/user-project.js';

// Installs the packed tarballs of the newest lines with npm, beside their drivers, and runs the programs of the README.
// `make packed-lines` packs them first.

const DATABASE = 'motorized_lines';
const MAJORS = ['7', '6', '5'];
const QUIET = ['--ignore-scripts', '--prefer-offline', '--no-audit', '--no-fund', '--loglevel=warn'];

const { lines } = loadPublishedLines(inProject('spec'));
const { spec } = loadSpec(inProject('spec'));

/** A program that only some lines can run. Those of the README run on all lines. */
const NEEDY: DocumentProgram = {
  title: 'a program that needs MongoClient.bulkWrite',
  file: 'needy.ts',
  text: "import { MongoClient } from 'motorized/promise';\nconst client = new MongoClient('mongodb://localhost:27017');\nconsole.log(typeof client.bulkWrite, client.db('app').databaseName);\n",
  output: `function ${DATABASE}\n`,
  needsServer: true,
};
const inReadme = documentPrograms().filter(({ title, needsServer }) => title.startsWith('README.md') && needsServer);
const programs = [...inReadme, NEEDY];

describe('the packed packages of the lines', function () {
  this.timeout(180_000);

  let client: MongoClient;
  before(() => {
    client = new MongoClient(currentServer().uri);
  });
  beforeEach(() => client.db(DATABASE).dropDatabase());
  after(async () => {
    await client.db(DATABASE).dropDatabase();
    await client.close();
  });

  it('have programs to run', () => expect(inReadme.length).to.be.greaterThan(5));

  for (const major of MAJORS) describe(`motorized@${major}`, () => testLine(namedLine(lines, major)));
});

function testLine(line: PublishedLine): void {
  let project: UserProject;
  let errors: readonly string[] = [];

  before(() => {
    project = new UserProject();
    project.write('package.json', JSON.stringify({ name: 'user', private: true, type: 'module' }));
    const { uri } = currentServer();
    for (const { file, text } of programs) project.write(file, onServer(text, uri, DATABASE));
  });
  after(() => project.remove());

  it(`installs beside mongodb ${line.from}, without warnings from npm`, () => {
    // The project's versions of what else the programs need.
    const others = ['rxjs', 'effect', '@types/node'].map((name) => `${name}@${installedVersion(name)}`);
    const { code, stderr } = install(project, tarballOf(line), `mongodb@${line.from}`, ...others);
    expect({ code, stderr }).to.deep.equal({ code: 0, stderr: '' });
    const sources = programs.map(({ file }) => file).filter((file) => file.endsWith('.ts'));
    const { stdout } = project.typeCheck(sources, { noEmitOnError: false });
    errors = stdout.split('\n').filter((each) => /^\S/.test(each));
  });

  for (const program of programs) {
    it(`runs ${program.title}, with the expected output`, function () {
      const own = errors.filter((each) => fileOf(each) === program.file);
      skipWhereLacking(this, own, line);
      expect(own).to.deep.equal([]);
      expect(outcomeOf(project, program)).to.deep.include({ code: 0, stdout: program.output ?? '' });
    });
  }

  it('has no other compiler errors', () => {
    expect(errors.filter((each) => !programs.some(({ file }) => file === fileOf(each)))).to.deep.equal([]);
  });

  for (const other of MAJORS.map((major) => namedLine(lines, major)).filter((each) => each !== line)) {
    it(`is refused by npm beside mongodb ${other.from}`, () => {
      const wrong = new UserProject();
      try {
        wrong.write('package.json', JSON.stringify({ private: true, dependencies: { mongodb: other.from } }));
        const { code, stderr } = install(wrong, tarballOf(line));
        expect(code).to.equal(1);
        expect(stderr)
          .to.include('ERESOLVE')
          .and.include(`peer mongodb@"${peerRange(line.releases)}"`);
      } finally {
        wrong.remove();
      }
    });
  }

  it('makes npm choose a driver that fits, if package.json allows several', () => {
    const [major] = line.from.split('.');
    const free = new UserProject();
    try {
      free.write('package.json', JSON.stringify({ private: true, dependencies: { mongodb: `^${major}.0.0` } }));
      const { code, stderr } = install(free, tarballOf(line));
      expect({ code, stderr }).to.deep.equal({ code: 0, stderr: '' });
      const listed = output('npm', ['ls', 'mongodb', '--json'], { cwd: free.folder });
      const { dependencies } = JSON.parse(listed) as { dependencies: Readonly<Record<string, { version: string }>> };
      expect(holdsIn(line.releases, dependencies['mongodb']?.version ?? '')).to.equal(true);
    } finally {
      free.remove();
    }
  });
}

function install(project: UserProject, ...packages: readonly string[]): Outcome {
  return run('npm', ['install', ...QUIET, '--save-exact', ...packages], { cwd: project.folder });
}

function tarballOf({ version }: PublishedLine): string {
  return inProject('build', `motorized-${version}.tgz`);
}

function installedVersion(name: string): string {
  const manifest = readFileSync(inProject('node_modules', name, 'package.json'), 'utf8');
  return (JSON.parse(manifest) as { version: string }).version;
}

/** The file of a compiler error, which names it relative to the working folder. */
function fileOf(error: string): string {
  return basename(error.split('(', 1)[0] ?? '');
}

function outcomeOf(project: UserProject, { file }: DocumentProgram): Outcome {
  const compiled = file.endsWith('.ts') ? join('out', file.replace(/\.ts$/, '.js')) : file;
  return project.node([compiled], { timeout: 30_000 });
}

/** Skips a program whose only compiler errors are members that the line lacks, according to the spec. */
function skipWhereLacking(context: Mocha.Context, errors: readonly string[], { from }: PublishedLine): void {
  const lacks = errors.map((each) => lackOf(each, from));
  const [first] = lacks;
  if (first === undefined || lacks.includes(undefined)) return;
  if (context.test !== undefined) context.test.title += `: ${first}`;
  context.skip();
}

function lackOf(error: string, version: string): string | undefined {
  const [, member, type] = /Property '(\w+)' does not exist on type '(\w+)/.exec(error) ?? [];
  const claims =
    spec.classes.find((each) => each.class === type)?.claims.filter((each) => each.member === member) ?? [];
  if (claims.some(({ releases }) => holdsIn(releases, version))) return undefined;
  const [claim] = claims;
  return claim && `mongodb ${version} lacks \`${type}.${member}\`, ${absence(claim.releases, version)}`;
}
