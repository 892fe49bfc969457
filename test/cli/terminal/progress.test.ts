import { expect } from 'chai';

import { Folder } from '../../support/folder.js';
import { run } from '../../support/processes.js';
import { nodeOnTerminal } from '../../support/terminal.js';

const PROGRESS = new URL('../../../codegen/cli/terminal/progress.js', import.meta.url).href;

/** Work that reports two steps, some milliseconds apart, and prints in between. */
const program = (pause: number, options = '{}'): string => `
import { setTimeout } from 'node:timers/promises';
import { withProgress } from '${PROGRESS}';
const result = await withProgress(${options}, async (tell) => {
  tell('the first release');
  await setTimeout(${pause});
  process.stderr.write('said on the way\\n');
  tell('the second release');
  await setTimeout(${pause});
  return 'done';
});
process.stdout.write(result + '\\n');
`;

describe('progress', function () {
  this.timeout(30_000);
  let folder: Folder;

  beforeEach(() => (folder = new Folder()));
  afterEach(() => folder.remove());

  const shown = async (text: string, env: Readonly<Record<string, string>> = {}): Promise<string> => {
    folder.write({ 'work.mjs': text });
    const { code, screen } = await nodeOnTerminal(['work.mjs'], folder.path, [], env);
    expect(code).to.equal(0);
    return screen;
  };

  it('shows the current step on a terminal, and does not change other output', async () => {
    const screen = await shown(program(1500));
    expect(screen)
      .to.match(/the first release \(1 s\)/)
      .and.match(/the second release \([23] s\)/);
    expect(screen)
      .to.match(/said on the way\r?\n/)
      .and.match(/done\r?\n$/);
  });

  it('is not shown for short work', async () => {
    expect(await shown(program(100))).to.equal('said on the way\r\ndone\r\n');
  });

  it('is not shown with --quiet, in CI, and without a terminal', async () => {
    expect(await shown(program(1200, '{ quiet: true }'))).not.to.include('release');
    expect(await shown(program(1200), { CI: 'true' })).not.to.include('release');
    folder.write({ 'work.mjs': program(1200) });
    const { code, stdout, stderr } = run(process.execPath, ['work.mjs'], { cwd: folder.path });
    expect({ code, stdout, stderr }).to.deep.equal({ code: 0, stdout: 'done\n', stderr: 'said on the way\n' });
  });

  it('ends with the work, even if that fails', async () => {
    folder.write({ 'work.mjs': program(1200).replace("return 'done'", "throw new Error('not today')") });
    const { code, screen } = await nodeOnTerminal(['work.mjs'], folder.path);
    expect(code).to.equal(1);
    expect(screen).to.include('not today');
  });
});
