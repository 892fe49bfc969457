import { mkdirSync, rmSync, symlinkSync } from 'node:fs';

import { expect } from 'chai';

import { Project } from '../cli/project.js';
import { Watch } from './watch.js';

describe('motorized generate --watch', function () {
  this.timeout(120_000);
  let project: Project;
  let watch: Watch | undefined;

  beforeEach(() => (project = new Project()));
  afterEach(async () => {
    await watch?.end('SIGKILL').catch(() => undefined);
    watch = undefined;
    project.remove();
  });

  it('generates when the spec, the driver or the config changes, and ends with the signal', async () => {
    project.write({ 'motorized.config.yaml': 'driver: driver.d.ts\nframeworks: [promise]\n' });
    watch = new Watch(project.path);
    const first = await watch.says('press ctrl-c to stop');
    expect(first).to.match(/^generated: wrote (\d+) of \1 files\nin \d+\.\d s\nwatching /);
    expect(first).to.include('motorized.config.yaml, spec, ').and.include('driver.d.ts; press ctrl-c');

    project.edit('driver.d.ts', 'drop(): Promise<boolean>', 'drop(): Promise<number>');
    expect(await watch.says(' s\n')).to.match(/^generated: wrote 1 of \d+ files\nin \d+\.\d s\n$/);
    expect(project.output()['generated/promise/Db.ts']).to.include('drop(): Promise<number>');

    project.edit('spec/Client.yaml', 'commands:\n  - ping\n', 'omitted:\n  - ping: { reason: not for us }\n');
    await watch.says(' s\n');
    expect(project.output()['generated/promise/Client.ts']).not.to.include('ping');

    project.write({ 'motorized.config.yaml': 'driver: driver.d.ts\nframeworks: [promise]\nout: elsewhere\n' });
    expect(await watch.says(' s\n')).to.match(/^elsewhere: wrote (\d+) of \1 files\n/);
    expect(await watch.end('SIGINT')).to.equal('SIGINT');
    watch = undefined;
  });

  it('generates again for changes before it began to watch', async () => {
    project.write({ 'motorized.config.yaml': 'driver: driver.d.ts\nframeworks: [promise]\n' });
    watch = new Watch(project.path);
    await watch.says('generated: wrote');
    project.edit('driver.d.ts', 'drop(): Promise<boolean>', 'drop(): Promise<number>');
    await watch.says('generated: wrote 1 of');
    expect(project.output()['generated/promise/Db.ts']).to.include('drop(): Promise<number>');
  });

  it('reports what is wrong, and continues', async () => {
    project.write({ 'motorized.config.yaml': 'driver: driver.d.ts\nframeworks: [promise]\n' });
    watch = new Watch(project.path);
    await watch.says('press ctrl-c to stop');
    const before = project.output();
    project.edit('spec/Db.yaml', '  - drop', '  - drpo');
    expect(await watch.says('unknown-claim')).to.include("fix: did you mean 'drop'");
    project.edit('driver.d.ts', 'export declare class Db {', 'export declare class Db');
    expect(await watch.says('fix: ')).to.include('is not valid TypeScript');
    project.write({ 'motorized.config.yaml': 'driver: driver.d.ts\nframeworks: promise\n' });
    expect(await watch.says('fix: ')).to.include('motorized.config.yaml:2:1: `frameworks` is');
    expect(project.output()).to.deep.equal(before);

    project.write({ 'motorized.config.yaml': 'driver: driver.d.ts\nframeworks: [promise]\n' });
    await watch.says('is not valid TypeScript');
    project.edit('driver.d.ts', 'export declare class Db', 'export declare class Db {');
    await watch.says('unknown-claim');
    project.edit('spec/Db.yaml', '  - drpo', '  - drop');
    expect(await watch.says('unchanged')).to.include('all unchanged');
  });

  it('waits for a config that has been deleted', async () => {
    const config = 'driver: driver.d.ts\nframeworks: [promise]\n';
    project.write({ 'motorized.config.yaml': config });
    watch = new Watch(project.path);
    await watch.says('press ctrl-c to stop');
    const before = project.output();
    rmSync(project.at('motorized.config.yaml'));
    expect(await watch.says('fix: ')).to.include('motorized.config.yaml is gone');
    project.edit('spec/Db.yaml', '  - drop', '  # Drops it.\n  - drop');
    expect(await watch.says('fix: ')).to.include('motorized.config.yaml is gone');
    expect(project.output()).to.deep.equal(before);
    project.write({ 'motorized.config.yaml': config });
    await watch.says('all unchanged');
  });

  it('uses the current version of a framework', async () => {
    expect((await project.run('init', 'framework', 'own', '--eager')).code).to.equal(0);
    watch = new Watch(project.path, '--driver', 'driver.d.ts', '--framework', './own');
    await watch.says('press ctrl-c to stop');
    const text = project.read()['own/framework.ts'] ?? '';
    project.write({ 'own/framework.ts': `throw new Error('not today');\n${text}` });
    expect(await watch.says('fix: ')).to.include('not today');
    project.write({ 'own/framework.ts': text.replace("name: 'own'", "name: 'mine'") });
    expect(await watch.says(' s\n')).to.match(/generated: wrote \d+ of \d+ files/);
    expect(project.output()).to.include.keys('generated/mine/Db.ts');
  });

  it('generates again when the driver is installed again, or a link to it leads somewhere else', async () => {
    const driver = (returns: string): string => `export declare class Db {\n    drop(): Promise<${returns}>;\n}\n`;
    const install = (folder: string, version: string, returns: string): void =>
      project.write({
        [`${folder}/package.json`]: JSON.stringify({ name: 'mongodb', version, types: 'mongodb.d.ts' }),
        [`${folder}/mongodb.d.ts`]: driver(returns),
      });
    const uninstall = (): void => rmSync(project.at('node_modules'), { recursive: true });
    rmSync(project.at('spec/Client.yaml'));
    watch = new Watch(project.path, '--framework', 'promise');
    expect(await watch.says('press ctrl-c to stop')).to.include('mongodb is not installed');

    install('node_modules/mongodb', '7.8.0', 'boolean');
    await watch.says('generated: wrote');
    await watch.says('press ctrl-c to stop');
    uninstall();
    await watch.says('mongodb is not installed');
    install('node_modules/mongodb', '7.9.0', 'number');
    await watch.says('generated: wrote');
    expect(project.output()['generated/promise/Db.ts']).to.include('drop(): Promise<number>');

    uninstall();
    await watch.says('mongodb is not installed');
    for (const [version, returns] of [
      ['7.9.1', 'string'],
      ['7.9.2', 'bigint'],
    ] as const) {
      install(`store/${version}`, version, returns);
      mkdirSync(project.at('node_modules'), { recursive: true });
      rmSync(project.at('node_modules/mongodb'), { force: true });
      symlinkSync(project.at(`store/${version}`), project.at('node_modules/mongodb'), 'junction');
      await watch.says('generated: wrote');
      expect(project.output()['generated/promise/Db.ts']).to.include(`drop(): Promise<${returns}>`);
    }
  });

  it('continues when a file that was edited by hand is deleted, as it has suggested', async () => {
    watch = new Watch(project.path, '--driver', 'driver.d.ts', '--framework', 'promise');
    await watch.says('press ctrl-c to stop');
    project.edit('generated/promise/Db.ts', 'drop', 'drpo');
    project.edit('driver.d.ts', 'drop(): Promise<boolean>', 'drop(): Promise<number>');
    await watch.says('was edited by hand');
    await watch.says('press ctrl-c to stop');
    rmSync(project.at('generated/promise/Db.ts'));
    await watch.says('generated: wrote 1 of');
    expect(project.output()['generated/promise/Db.ts']).to.include('drop(): Promise<number>');
  });

  for (const option of ['--check', '--dry-run', '--json']) {
    it(`refuses ${option}, which has an end`, async () => {
      const { code, stderr } = await project.generate('--watch', option);
      expect(code).to.equal(2);
      expect(stderr).to.match(new RegExp(`^option '--watch' cannot be used with option '${option}'\n {2}fix: `));
    });
  }
});
