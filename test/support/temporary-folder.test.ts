import { existsSync, mkdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { expect } from 'chai';

import { run } from './processes.js';
import { temporaryFolder, tidy } from './temporary-folder.js';

describe('a temporary folder', function () {
  this.timeout(30_000);

  it('is removed by the next process if its own was killed, and kept while that is alive', async () => {
    const kind = 'motorized-tidied';
    // The process has ended, so its id is free.
    const { stdout } = run(process.execPath, ['-p', 'process.pid']);
    const [dead, living] = [stdout.trim(), process.ppid].map((owner) => join(tmpdir(), `${kind}-${owner}-abcdef`));
    for (const each of [dead, living]) mkdirSync(each ?? '');
    const own = temporaryFolder(kind);
    await tidy(kind);
    expect([dead, living, own].map((each) => existsSync(each ?? ''))).to.deep.equal([false, true, true]);
    for (const each of [living, own]) rmSync(each ?? '', { recursive: true });
  });
});
