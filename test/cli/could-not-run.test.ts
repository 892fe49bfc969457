import { readFileSync } from 'node:fs';

import { expect } from 'chai';

import { inProject } from '../support/project-root.js';
import { Project } from './project.js';

/** Declarations that can be read, but contain no driver. */
const NOTHING_READ = [
  ['nothing.d.ts', 'class'],
  ['types.d.ts', 'class'],
  ['closed.d.ts', 'public member of a class'],
] as const;

/** Everything that prevents a command from running: exit code 2, one sentence, a fix, and nothing written. */
describe('motorized, when it cannot run', function () {
  this.timeout(20_000);
  let project: Project;

  before(() => {
    project = new Project();
    project.write({
      'empty/README.md': 'no spec',
      'other/package.json': '{ "name": "other", "version": "1.0.0" }',
      'untyped/package.json': '{ "name": "mongodb", "version": "2.0.0" }',
      'broken/package.json': '{',
      'broken.d.ts': 'export declare class {',
      'nothing.d.ts': '',
      'types.d.ts': 'export declare interface Client { ping(): Promise<void> }',
      'closed.d.ts': 'export declare class Client { private constructor(); }',
      'frameworks/empty/README.md': '',
      'frameworks/no-runtime/framework.ts': FRAMEWORK,
      'frameworks/wrong/framework.ts': 'export default { name: "wrong", evaluation: "eager" };',
      'frameworks/syntax/framework.ts': 'export default {',
      'frameworks/throws/framework.ts': 'throw new Error("not today");',
    });
  });

  after(() => project.remove());

  const cases: readonly (readonly [title: string, args: string, message: RegExp | string, fix: RegExp | string])[] = [
    ['a missing spec folder', 'generate --spec nowhere', /^the spec at nowhere does not exist/, '--spec'],
    [
      'a spec folder without a file',
      'generate --spec empty',
      /^the spec folder empty has no .yaml file of a class/,
      'motorized init spec',
    ],
    [
      'a spec folder that is a file',
      'generate --spec driver.d.ts',
      /^the spec at driver.d.ts is not a folder/,
      '--spec',
    ],
    [
      'a driver that is not there',
      'generate --driver nowhere',
      /^driver nowhere is neither a version nor an existing folder or file/,
      '7.9.0',
    ],
    [
      'no installed driver',
      'generate --framework promise',
      /^mongodb is not installed in .* or above it/,
      'npm install mongodb',
    ],
    [
      'a folder of another package',
      'generate --driver other',
      /^other holds the package other, expected mongodb/,
      '--driver',
    ],
    ['a release without declarations', 'generate --driver untyped', /^untyped.package.json has no `types`/, '--driver'],
    ['a broken package', 'generate --driver broken', /^broken.package.json is not valid JSON/, 'install'],
    [
      'a driver that is no TypeScript',
      'generate --driver broken.d.ts --framework promise',
      /^broken.d.ts:1:\d+ is not valid TypeScript/,
      'unchanged',
    ],
    [
      'an unknown framework',
      'generate --framework promis',
      /^there is no framework 'promis'/,
      "did you mean 'promise'",
    ],
    [
      'a framework unlike any',
      'generate --framework zzz',
      /^there is no framework 'zzz'/,
      /use one of callback, effect, promise/,
    ],
    [
      'a folder without a framework',
      'generate --framework frameworks/empty',
      /nor is it a folder with a framework.ts/,
      'path',
    ],
    [
      'a framework without a runtime',
      'generate --framework frameworks/no-runtime',
      /runtime.ts cannot be read/,
      'write the runtime',
    ],
    [
      'a framework with a member missing',
      'generate --framework frameworks/wrong',
      /exports no framework:\n {2}frameworks\/wrong\/framework\.ts:1:1: `value` is missing, expected a function\n/,
      'satisfy `Framework`',
    ],
    [
      'a framework that is no TypeScript',
      'generate --framework frameworks/syntax',
      /framework.ts cannot be loaded: /,
      'correct the framework',
    ],
    [
      'a framework that throws',
      'generate --framework frameworks/throws',
      /framework.ts cannot be loaded: it throws Error: not today/,
      'correct the framework',
    ],
    [
      'an output folder that is a file',
      'generate --out driver.d.ts --framework promise --driver driver.d.ts',
      /driver.d.ts.promise cannot be read as a folder/,
      '--out',
    ],
    ['an unknown option', 'generate --specs x', /^unknown option '--specs'/, "did you mean '--spec'"],
    ['an unknown command', 'generat', /^unknown command 'generat'/, "did you mean 'generate'"],
    [
      'an option without its value',
      'generate --out',
      /^option '--out <folder>' argument missing/,
      'motorized generate --help',
    ],
    [
      'an option with an empty value',
      'generate --out=',
      /^option '--out <folder>' argument '' is invalid/,
      'motorized generate --help',
    ],
    [
      'an unknown kind of documentation',
      'generate --docs half',
      /^option '--docs <mode>' argument 'half' is invalid. Allowed choices are links, full/,
      '--help',
    ],
    ['an unknown subcommand', 'init speck', /^unknown command 'speck'/, "did you mean 'spec'"],
    ['an unknown option of drift', 'drift --fial-on x', /^unknown option '--fial-on'/, "did you mean '--fail-on'"],
    ['an argument too many', 'generate extra', /^too many arguments for 'generate'/, 'motorized generate --help'],
    [
      'init without a class',
      'init spec',
      /^required option '--class <name>' not specified/,
      'motorized init spec --help',
    ],
    [
      'init with an unknown class',
      'init spec --driver driver.d.ts --class Cleint',
      /^mongodb unknown declares no class 'Cleint'/,
      "did you mean 'Client'",
    ],
    [
      'init with a class unlike any',
      'init spec --driver driver.d.ts --class Zzzzzzz',
      /^mongodb unknown declares no class 'Zzzzzzz'/,
      'name a class',
    ],
    ...NOTHING_READ.flatMap(([file, what]) =>
      ['generate --out out', 'accept', 'init spec --class Client'].map(
        (command) =>
          [
            `a driver with no ${what}`,
            `${command} --driver ${file}`,
            `^${file} declares no ${what}, expected the classes of mongodb$`,
            'name the declaration file of a release of mongodb with --driver',
          ] as const,
      ),
    ),
  ];
  for (const [title, args, message, fix] of cases) {
    it(`${title}: motorized ${args}`, async () => {
      const before = project.read();
      const { code, stdout, stderr } = await project.run(...args.split(' '));
      expect({ code, stdout }).to.deep.equal({ code: 2, stdout: '' });
      const lines = stderr.trimEnd().split('\n');
      // A framework may have several faults, each on its own line.
      const at = lines.findIndex((line) => line.startsWith('  fix: '));
      const [advice = '', ...rest] = lines.slice(at);
      expect(lines.slice(0, at).join('\n')).to.match(typeof message === 'string' ? new RegExp(message) : message);
      expect(advice).to.match(/^ {2}fix: /);
      if (typeof fix === 'string') expect(advice).to.contain(fix);
      else expect(advice).to.match(fix);
      expect(rest, 'more lines').to.deep.equal([]);
      expect(project.read(), 'the folder').to.deep.equal(before);
    });
  }

  it('prints its version', async () => {
    const { version } = JSON.parse(readFileSync(inProject('package.json'), 'utf8')) as { version: string };
    expect(await project.run('--version')).to.deep.equal({ code: 0, stdout: `${version}\n`, stderr: '' });
  });

  for (const args of ['', 'help nowhere']) {
    it(`shows the commands if none is named: motorized ${args}`, async () => {
      const { code, stdout, stderr } = await project.run(...args.split(' ').filter(Boolean));
      expect({ code, stdout }).to.deep.equal({ code: 2, stdout: '' });
      expect(stderr)
        .to.contain('Commands:')
        .and.match(/\na command is missing, or .*\n {2}fix: see `motorized --help`\n$/);
    });
  }

  for (const command of ['generate', 'drift', 'accept', 'synchro', 'doctor', 'init spec', 'init framework']) {
    it(`explains every option: motorized ${command} --help`, async () => {
      const { code, stdout } = await project.run(...command.split(' '), '--help');
      expect(code).to.equal(0);
      expect(stdout)
        .to.match(new RegExp(`^Usage: motorized ${command} \\[options\\]( <name>)?\n`))
        .and.not.contain('default: false');
      const spec = stdout.replaceAll(/\n +/g, ' ');
      if (stdout.includes('--spec'))
        expect(spec).to.contain(`comes with the generator is ${inProject('spec')} (default`);
    });
  }

  it('also says so as JSON, alone on stdout', async () => {
    const { code, stdout } = await project.run('generate', '--spec', 'nowhere', '--json');
    expect(code).to.equal(2);
    expect(JSON.parse(stdout)).to.deep.equal({
      exit: 2,
      error: {
        message: 'the spec at nowhere does not exist, expected a folder of YAML files',
        fix: `name the folder of the spec with --spec; the one that comes with the generator is ${inProject('spec')}`,
      },
    });
  });

  it('prints help on request, and exits with 0', async () => {
    const { code, stdout } = await project.run('generate', '--help');
    expect(code).to.equal(0);
    for (const option of [
      '--driver',
      '--spec',
      '--framework',
      '--out',
      '--check',
      '--dry-run',
      '--json',
      '--force',
      '--docs',
    ]) {
      expect(stdout).to.contain(option);
    }
  });
});

const FRAMEWORK = `export default {
  name: 'no-runtime', evaluation: 'eager', value: (type) => type, executor: (parameters, type) => type,
  command: () => ({ statements: [] }), docs: { command: (link) => link },
};
`;
