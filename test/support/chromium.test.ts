import { chmodSync, mkdirSync } from 'node:fs';
import { delimiter } from 'node:path';

import { expect } from 'chai';

import { findChromium } from '../../site/checks/chromium.js';
import { Folder } from './folder.js';

describe('the Chromium of a machine', () => {
  let folder: Folder;
  beforeEach(() => (folder = new Folder()));
  afterEach(() => folder.remove());

  const program = (path: string): string => {
    folder.write({ [path]: '' });
    chmodSync(folder.at(path), 0o755);
    return folder.at(path);
  };
  const path = (...names: readonly string[]): string => names.map((name) => folder.at(name)).join(delimiter);

  it('is the one with the most common name on the PATH', () => {
    program('first/google-chrome-stable');
    const chromium = program('second/chromium');
    expect(findChromium({ PATH: path('first', 'second') })).to.equal(chromium);
  });

  it('is an executable file', () => {
    mkdirSync(folder.at('bin/chromium'), { recursive: true });
    folder.write({ 'bin/chromium-browser': 'a note' });
    expect(findChromium({ PATH: path('bin') })).to.equal(undefined);
    const found = program('bin/google-chrome-stable');
    expect(findChromium({ PATH: path('bin') })).to.equal(found);
  });

  it('is only the one that CHROMIUM names, if set', () => {
    const [chromium, mine] = [program('bin/chromium'), program('mine')];
    const PATH = path('bin');
    expect(findChromium({ PATH, CHROMIUM: mine })).to.equal(mine);
    expect(findChromium({ PATH, CHROMIUM: '' })).to.equal(chromium);
    expect(() => findChromium({ PATH, CHROMIUM: folder.at('gone') })).to.throw(/gone', which is no program\n {2}fix: /);
  });

  it('is undefined if there is none', () => expect(findChromium({ PATH: '' })).to.equal(undefined));
});
