import { expect } from 'chai';

import { OwnFramework } from '../frameworks/own-framework.js';

const GENERATE = ['generate', '--driver', 'driver.d.ts', '--framework', 'own'];

describe("a user's framework on the command line", function () {
  this.timeout(60_000);

  let own: OwnFramework;
  beforeEach(() => (own = new OwnFramework()));
  afterEach(() => own.remove());

  it('is refused with exit code 1 if its functions return something invalid, with the lines around the place', async () => {
    own.keys({ command: '() => undefined' });
    const { code, stderr, stdout } = await own.run(...GENERATE);
    expect({ code, stdout }).to.deep.equal({ code: 1, stdout: '' });
    expect(stderr).to.match(
      /^own\/framework\.ts:6:3 own\.command: `command` of the framework own returns undefined.* for Client\.ping/,
    );
    expect(stderr).to.include('> 6 |   command: () => undefined,');
    expect(own.output()).to.deep.equal({});
  });

  it('is refused with exit code 2 if it is not valid, and deletes nothing', async () => {
    own.write({ 'generated/package.json': '{}' });
    own.keys({ name: "''" });
    const { code, stderr, stdout } = await own.run(...GENERATE, '--force', '--json');
    expect(code).to.equal(2);
    expect(stderr).to.match(
      /^own\/framework\.ts exports no framework:\n {2}own\/framework\.ts:2:3: `name` is '', expected a name in lower case/,
    );
    expect(JSON.parse(stdout)).to.have.property('exit', 2);
    expect(Object.keys(own.output())).to.deep.equal(['generated/package.json']);
  });

  it('may print, but not into the output', async () => {
    own.keys({ value: "(type) => { console.log('asked'); return `Promise<${type}>`; }" });
    const { code, stderr, stdout } = await own.run(...GENERATE, '--json');
    expect(code).to.equal(0);
    expect(stderr).to.include('asked\n');
    expect(JSON.parse(stdout)).to.have.property('exit', 0);
  });

  it('does not keep the command running: whatever it starts ends with the command', async () => {
    const text = own.read()['own/framework.ts'] ?? '';
    own.module(
      `import { createServer } from 'node:http';\nsetInterval(() => {}, 1000);\ncreateServer().listen(0);\n${text}`,
    );
    expect(await own.run(...GENERATE)).to.deep.include({ code: 0, stderr: '' });
    expect(own.output()).to.include.keys('generated/own/Db.ts');
  });
});
