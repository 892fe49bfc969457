import { symlinkSync } from 'node:fs';

import { expect } from 'chai';

import { CONFIG_NAMES } from '../../codegen/config/find-config.js';
import { loadConfig } from '../../codegen/config/load-config.js';
import { configKeys } from '../../codegen/config/schema.js';
import { createProgram } from '../../codegen/cli/program.js';
import { Setting } from '../../codegen/cli/options/setting.js';
import { Project } from '../cli/project.js';
import { codeBlocks, codeIn, tableRows } from '../support/documents.js';

const CONFIG = `driver: driver.d.ts
frameworks: [promise]
out: src/wrappers
`;

/** Every command, including subcommands. */
function commandsOf(program: ReturnType<typeof createProgram>): readonly ReturnType<typeof createProgram>[] {
  return program.commands.flatMap((each) => [each, ...commandsOf(each)]);
}

describe('the config', function () {
  this.timeout(60_000);
  let project: Project;

  beforeEach(() => {
    project = new Project();
    project.write({ 'motorized.config.yaml': CONFIG });
  });
  afterEach(() => project.remove());

  it('sets options, also from a subfolder: its paths are relative to the file', async () => {
    project.write({ 'deep/below/file': '' });
    const { code, stderr, stdout } = await project.run('generate', '--check');
    expect({ code, stdout, stderr: stderr.split('\n')[0] }).to.deep.equal({
      code: 1,
      stdout: '',
      stderr: 'src/wrappers is not what the generator writes:',
    });
    project.write({ 'motorized.config.yaml': `${CONFIG}spec: spec\n` });
    const below = await project.runIn('deep/below', 'generate');
    expect(below.stdout).to.match(/^\.\.\/\.\.\/src\/wrappers: wrote (\d+) of \1 files\n$/);
    expect(project.read('src')).to.include.keys('src/wrappers/promise/Client.ts');
    project.write({ 'motorized.config.yaml': 'driver: driver.d.ts\nframeworks: [promise]\n' });
    const byDefault = await project.runIn('deep/below', 'generate', '--dry-run');
    expect(byDefault.stdout).to.match(/^\.\.\/\.\.\/generated: would write/);
  });

  it('does not override an option on the command line', async () => {
    const { stdout } = await project.run('generate', '--out', 'elsewhere', '--dry-run');
    expect(stdout).to.match(/^elsewhere: would write/);
    const { stdout: other } = await project.run('generate', '--framework', 'callback', '--dry-run');
    expect(other).to.include('missing callback/Client.ts').and.not.to.include('promise/');
  });

  it('is only the one that --config names', async () => {
    project.write({ 'other/my.yaml': 'driver: ../driver.d.ts\nspec: ../spec\nframeworks: [promise]\nout: here\n' });
    const { stdout } = await project.run('generate', '--config', 'other/my.yaml');
    expect(stdout).to.match(/^other\/here: wrote/);
    const missing = await project.run('generate', '--config', 'nowhere.yaml');
    expect(missing).to.deep.equal({
      code: 2,
      stdout: '',
      stderr: 'nowhere.yaml cannot be read: it does not exist\n  fix: name an existing config with --config\n',
    });
  });

  it('may be TypeScript, and faults are reported with their place', async () => {
    project.remove();
    project = new Project();
    const text = (failOn: string) =>
      `const out: string = 'src/wrappers';\nconst defineConfig = <T>(config: T): T => config;\nexport default defineConfig({\n  driver: 'driver.d.ts',\n  frameworks: ['promise'],\n  out,\n  drift: { failOn: '${failOn}' },\n});\n`;
    project.write({ 'motorized.config.ts': text('waning') });
    expect(await project.run('generate')).to.deep.equal({
      code: 2,
      stdout: '',
      stderr:
        "motorized.config.ts is no config:\n  motorized.config.ts:7:12: `drift.failOn` is 'waning', expected `error` or `warning` or `info`\n  fix: did you mean 'warning'\n",
    });
    project.write({ 'motorized.config.ts': text('warning') });
    expect((await project.run('generate')).stdout).to.match(/^src\/wrappers: wrote/);
    for (const none of ['', 'export const config = {};']) {
      project.write({ 'motorized.config.ts': none });
      expect((await project.run('generate')).stderr).to.equal(
        'motorized.config.ts is no config: it has no default export\n  fix: write `export default defineConfig({ ... })`\n',
      );
    }
    project.write({ 'motorized.config.ts': 'throw new Error("not today");' });
    expect((await project.run('generate')).stderr).to.equal(
      'motorized.config.ts cannot be loaded: it throws Error: not today\n  fix: correct the config\n',
    );
  });

  const refused = async (text: string, ...said: readonly string[]): Promise<void> => {
    project.write({ 'motorized.config.yaml': text });
    const { code, stdout, stderr } = await project.run('accept');
    expect({ code, stdout, stderr }).to.deep.equal({ code: 2, stdout: '', stderr: `${said.join('\n')}\n` });
  };

  it('is refused with every fault, each with its place', async () => {
    await refused(
      'sepc: spec\nout: [a]\nframeworks: promise\ndrift:\n  failon: error\n',
      'motorized.config.yaml is no config:',
      `  motorized.config.yaml:1:1: \`sepc\` is not a known key, expected one of ${topKeys()}`,
      '  motorized.config.yaml:2:1: `out` is a list of 1, expected the path of a folder',
      "  motorized.config.yaml:3:1: `frameworks` is 'promise', expected a list of names and paths",
      '  motorized.config.yaml:5:3: `failon` in `drift` is not a known key, expected one of `against`, `preset`, `failOn`, `format`',
      '  fix: rename it to `spec`; rename it to `failOn`',
    );
    await refused(
      'frameworks:\n  - promise\n  - 3\n',
      'motorized.config.yaml is no config:',
      '  motorized.config.yaml:3:5: `frameworks.1` is 3, expected the name of a framework, or its path',
      '  fix: correct it, as docs/config.md of @motorized/codegen says',
    );
  });

  it('is refused if it is not YAML, or not a map', async () => {
    project.write({ 'motorized.config.yaml': 'out: [a' });
    const { code, stderr } = await project.run('accept');
    expect([code, stderr]).to.deep.equal([2, stderr]);
    expect(stderr).to.match(/^motorized\.config\.yaml is no config:\n {2}motorized\.config\.yaml:1:\d+: /);
    await refused(
      '- out',
      'motorized.config.yaml is no config:',
      '  motorized.config.yaml:1:1: the config is a list of 1, expected a map of settings',
      '  fix: correct it, as docs/config.md of @motorized/codegen says',
    );
  });

  it('is refused under a similar but wrong name, and if there are two', async () => {
    project.write({ 'motorized.config.ts': 'export default {};' });
    const two = 'motorized.config.yaml and motorized.config.ts are in the same folder\n  fix: delete one of them\n';
    expect(await project.run('accept')).to.deep.equal({ code: 2, stdout: '', stderr: two });
    project.remove();
    project = new Project();
    project.write({ 'motorized.config.yml': CONFIG });
    const nearly =
      'motorized.config.yml is not read: a config has to be called motorized.config.yaml or motorized.config.ts\n  fix: rename it to motorized.config.yaml\n';
    expect(await project.run('accept')).to.deep.equal({ code: 2, stdout: '', stderr: nearly });
    const named = await project.run('accept', '--config', 'driver.d.mts');
    expect(named.stderr).to.match(/^driver\.d\.mts cannot be read/);
    project.write({ 'my.toml': '' });
    expect((await project.run('accept', '--config', 'my.toml')).stderr).to.equal(
      'my.toml is not read: a config is YAML or TypeScript, and ends in .yaml or .ts\n  fix: rename it, or name another one with --config\n',
    );
  });

  it('is not ignored if it is a link to nothing', async () => {
    project.remove();
    project = new Project();
    symlinkSync('elsewhere.yaml', project.at('motorized.config.yaml'));
    const { code, stderr } = await project.run('accept');
    expect(code).to.equal(2);
    expect(stderr).to.match(/^motorized\.config\.yaml cannot be read: it is a link to nothing/);
  });

  it('keeps versions, names and words, and converts paths to the working directory', async () => {
    project.write({
      'sub/motorized.config.yaml':
        'driver: 7.9.0\nframeworks: [rxjs, ./own]\ndrift:\n  against: surface\nfollow:\n  test: false\npackages:\n  within: [README.md]\n',
    });
    const { relative } = await import('node:path');
    const folder = relative('', project.at('sub')).replaceAll('\\', '/');
    expect(await loadConfig(`${folder}/motorized.config.yaml`)).to.deep.equal({
      driver: '7.9.0',
      frameworks: ['rxjs', `${folder}/own`],
      drift: { against: 'surface' },
      follow: { test: false },
      packages: { within: [`${folder}/README.md`] },
    });
  });

  it('has a key for each setting of a command, and no other', () => {
    const options = commandsOf(createProgram()).flatMap(({ options }) => options);
    const settings = options.filter((each) => each instanceof Setting);
    expect(configKeys().toSorted()).to.deep.equal([...new Set(settings.map(({ key }) => key))].toSorted());
  });
});

describe('docs/config.md', () => {
  it('lists every key, with the options that it stands for', () => {
    const rows = tableRows('docs/config.md', 'Key');
    expect(rows.flatMap(([key = '']) => codeIn(key))).to.have.members(configKeys());
    for (const [key = '', option = '', of = ''] of rows) {
      const [name = ''] = codeIn(key);
      const having = commandsOf(createProgram()).filter(({ options }) =>
        options.some((each) => each instanceof Setting && each.key === name && each.long === codeIn(option)[0]),
      );
      const names = having.map((each) => (each.parent?.name() === 'init' ? `init ${each.name()}` : each.name()));
      expect(codeIn(of), name).to.have.members(names);
    }
  });

  it('has valid examples', async () => {
    const examples = codeBlocks('docs/config.md').filter(({ role }) => CONFIG_NAMES.some((name) => name === role));
    expect(examples.map(({ role }) => role)).to.have.members([...CONFIG_NAMES]);
    for (const { role, text } of examples) {
      const project = new Project();
      const withoutPackage = text.replace(/^import .*$/m, 'const defineConfig = <T>(config: T): T => config;');
      project.write({ [role]: withoutPackage });
      expect(await loadConfig(project.at(role))).to.include.keys('frameworks', 'out');
      project.remove();
    }
  });
});

function topKeys(): string {
  const keys = new Set(configKeys().map((key) => key.split('.')[0] ?? ''));
  return [...keys].map((key) => `\`${key}\``).join(', ');
}
