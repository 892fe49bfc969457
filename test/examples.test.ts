import { existsSync, readdirSync, readFileSync } from 'node:fs';

import { expect } from 'chai';

import { frameworkFolders } from './support/consumer.js';
import { inProject } from './support/project-root.js';

describe('examples/', () => {
  const list = readFileSync(inProject('examples', 'README.md'), 'utf8');
  const folders = readdirSync(inProject('examples'), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name);
  const rows = [...list.matchAll(/^\| \[(?<name>[\w-]+)\]\((?<link>[^)]+)\)/gm)].map(({ groups }) => groups ?? {});

  it('lists them, with links that work', () => {
    expect(rows.map(({ name }) => name)).to.have.members(folders);
    expect(rows.filter(({ link = '' }) => !existsSync(inProject('examples', link)))).to.deep.equal([]);
  });

  it('has one for each framework', () => {
    for (const framework of frameworkFolders()) expect(list).to.include(`\`motorized/${framework}\``);
  });

  it('has only programs that a test runs', () => {
    const tests = ['server', 'examples'].flatMap((folder) =>
      readdirSync(inProject('test', folder))
        .filter((name) => name.endsWith('.ts'))
        .map((name) => readFileSync(inProject('test', folder, name), 'utf8')),
    );
    // By the folder's name, as in inProject('examples', 'effect').
    expect(folders.filter((name) => !tests.some((text) => text.includes(`'${name}'`)))).to.deep.equal([]);
  });
});
