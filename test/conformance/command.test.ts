import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import { expect } from 'chai';

import { CLI, motorized } from '../support/cli.js';
import { inProject } from '../support/project-root.js';

describe('motorized conformance', function () {
  this.timeout(60_000);
  let folder: string;
  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'motorized-conformance-'));
    symlinkSync(inProject('node_modules'), join(folder, 'node_modules'), 'junction');
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  const run = async (...args: readonly string[]) =>
    motorized(['conformance', ...args], { cwd: folder, env: { MONGODB_URI: '' } });
  const leftOvers = (): string[] => {
    const cache = join(folder, '.cache', 'conformance');
    return existsSync(cache) ? readdirSync(cache) : [];
  };

  it('cannot run without a framework, with an invalid one, or with an unknown clause', async () => {
    expect(await run()).to.include({ code: 2 });
    expect(await run('--framework', 'promis')).to.deep.include({
      code: 2,
      stderr: "there is no framework 'promis', nor is it a folder with a framework.ts\n  fix: did you mean 'promise'\n",
    });
    expect(await run('--framework', 'promise', '--clause', 'error/server')).to.deep.include({
      code: 2,
      stderr: "no clause is called 'error/server'\n  fix: did you mean 'errors/server'\n",
    });
  });

  it('cannot run without a server, and leaves nothing behind', async () => {
    const { code, stderr } = await run('--framework', 'promise', '--clause', 'errors/server');
    expect({ code, stderr }).to.deep.equal({
      code: 2,
      stderr: 'there is no server to run on\n  fix: set MONGODB_URI, or pass --server MODULE\n',
    });
    expect(leftOvers()).to.deep.equal([]);
  });

  it('cannot run if the code to check does not exist', async () => {
    const { code, stderr } = await run('--framework', 'promise', '--generated', 'nowhere');
    expect(code).to.equal(2);
    expect(stderr).to.include('the compiled classes of promise are neither at');
  });

  it('reports missing packages, and a framework without a synchro.ts', async () => {
    const lacking = join(folder, 'lacking');
    mkdirSync(lacking);
    writeFileSync(
      join(lacking, 'framework.ts'),
      `import promise from '${inProject('codegen/frameworks/promise/framework.ts')}';
export default { ...promise, peers: [{ package: 'no-such-package', range: '^1.0.0' }] };`,
    );
    writeFileSync(join(lacking, 'runtime.ts'), '');
    const needy = await run('--framework', './lacking');
    expect(needy.code).to.equal(1);
    expect(needy.stderr).to.include('promise needs no-such-package, which is not installed');
    const task = join(folder, 'task');
    mkdirSync(task);
    const framework = inProject('test/support/frameworks/task/framework.ts');
    writeFileSync(join(task, 'framework.ts'), `export { default, options } from '${framework}';`);
    for (const name of ['runtime.ts', 'scopes.ts', 'clients.ts']) writeFileSync(join(task, name), '');
    const { code, stderr } = await run('--framework', './task');
    expect(code).to.equal(2);
    expect(stderr).to.match(
      /framework\.ts has no synchro\.ts beside it, .* of task become promises\n {2}fix: write it/,
    );
  });

  it('removes what it has written if it is interrupted, and ends with the signal', async () => {
    const server = join(folder, 'server.mjs');
    writeFileSync(
      server,
      `export async function startServer() {
  console.log('starting');
  await new Promise((resolve) => setTimeout(resolve, 1000));
  return { uri: 'mongodb://127.0.0.1:9/', stop: async () => console.log('stopped') };
}`,
    );
    const child = spawn(process.execPath, [CLI, 'conformance', '--framework', 'promise', '--server', server], {
      cwd: folder,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let said = '';
    // Output of other modules goes to stderr, separate from the report.
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (text: Buffer) => (said += text.toString()));
    while (!said.includes('starting')) await sleep(20);
    expect(leftOvers()).to.have.length(1);
    child.kill('SIGTERM');
    const [, signal] = (await once(child, 'exit')) as [unknown, string];
    expect(signal).to.equal('SIGTERM');
    expect(said).to.include('stopped');
    expect(leftOvers()).to.deep.equal([]);
  });
});
