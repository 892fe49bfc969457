import { mkdirSync, symlinkSync } from 'node:fs';

import { expect } from 'chai';

import { OwnFramework } from '../own-framework.js';

describe('the peers of a framework', function () {
  this.timeout(20_000);

  let own: OwnFramework;
  beforeEach(() => {
    own = new OwnFramework();
    own.keys({ peers: "[{ package: '@fp/task', range: '^2.1.0' }]" });
  });
  afterEach(() => own.remove());

  const install = (manifest: string, folder = 'node_modules/@fp/task'): void =>
    own.write({ [`${folder}/package.json`]: manifest });

  it('are looked up in the output folder and above', async () => {
    install('{ "version": "2.3.4" }');
    expect(await own.outcome()).to.deep.equal({ code: 0, text: '' });
  });

  it('are reported if they are missing, as a warning', async () => {
    const { code, text } = await own.outcome();
    expect(code).to.equal(0);
    expect(text).to.equal(
      'own/framework.ts:8:11 own: own needs @fp/task, which is not installed for generated (framework-peer, warning)\n  fix: run `npm install "@fp/task@^2.1.0"`',
    );
  });

  const OTHERS: readonly (readonly [string, string, string])[] = [
    ['of another version', '{ "version": "1.9.9" }', '1.9.9'],
    ['of no version', '{}', 'an unknown version'],
    ['of a version that is none', '{ "version": "latest" }', 'latest'],
    ['of a manifest that cannot be read', '{', 'an unknown version'],
    ['of a prerelease before the range', '{ "version": "2.1.0-rc.1" }', '2.1.0-rc.1'],
  ];
  for (const [name, manifest, found] of OTHERS) {
    it(`are reported if they are ${name}`, async () => {
      install(manifest);
      const { code, text } = await own.outcome();
      expect(code).to.equal(0);
      expect(text).to.include(`own needs @fp/task ^2.1.0, but ${found} is installed for generated`);
    });
  }

  it('may be a prerelease within the range, and a link into a workspace', async () => {
    install('{ "version": "2.2.0-rc.1" }', 'packages/task');
    mkdirSync(own.at('node_modules/@fp'), { recursive: true });
    symlinkSync(own.at('packages/task'), own.at('node_modules/@fp/task'));
    expect(await own.outcome()).to.deep.equal({ code: 0, text: '' });
  });

  for (const range of ['workspace:*', 'two', '^^2']) {
    it(`have a valid range, unlike '${range}'`, async () => {
      own.keys({ peers: `[{ package: 'rxjs', range: '${range}' }]` });
      const { code, text } = await own.outcome();
      expect(code).to.equal(1);
      expect(text).to.include(
        `own/framework.ts:8:11 own: the range '${range}' of the peer rxjs is not valid, expected one such as '^7.8.0'`,
      );
      expect(own.output()).to.deep.equal({});
    });
  }
});
