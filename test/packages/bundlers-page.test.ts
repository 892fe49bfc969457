import { readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';

import { expect } from 'chai';

import { codeBlocks, codeIn, tableRows } from '../support/documents.js';
import { inProject } from '../support/project-root.js';

const PAGE = 'docs/bundlers.md';

/** The projects whose versions the page names, by the name of the tool on the page. */
const TOOLS: Readonly<Record<string, readonly [folder: string, tool: string]>> = {
  Bun: ['bun', 'bun'],
  Deno: ['deno', 'deno'],
  'TypeScript, `nodenext` or `bundler`': ['typescript-nodenext', 'typescript'],
  '[TypeScript, `node16`](#typescript-and-node16)': ['typescript-node16', 'typescript'],
  Vitest: ['vitest', 'vitest'],
  Jest: ['jest', 'jest'],
  '[ts-jest](#ts-jest)': ['ts-jest', 'ts-jest'],
  '[esbuild](#esbuild)': ['esbuild', 'esbuild'],
  '[webpack](#webpack)': ['webpack', 'webpack'],
  '[Vite, for a server](#vite)': ['vite-ssr', 'vite'],
};

interface Manifest {
  readonly scripts: Readonly<Record<string, string>>;
  readonly devDependencies: Readonly<Record<string, string>>;
}

describe('the page on bundlers', () => {
  const read = (path: string): string => readFileSync(inProject('test/packages/consumers', path), 'utf8');
  const manifestOf = (folder: string): Manifest => JSON.parse(read(`${folder}/package.json`)) as Manifest;

  it('shows the settings of the projects', () => {
    const shown = codeBlocks(PAGE).filter(({ role }) => role.includes('/'));
    expect(shown).to.have.lengthOf.above(4);
    for (const { role, text } of shown) expect(text, role).to.equal(read(role));
    const command = codeBlocks(PAGE).find(({ language }) => language === 'sh');
    expect(command?.text.trim()).to.equal(manifestOf('jest-esm').scripts['test']);
  });

  it('shows the esbuild options of its project', () => {
    const block = codeBlocks(PAGE).find(({ text }) => text.includes("from 'esbuild'"));
    const withoutComments = read('esbuild/build.js').replaceAll(/^ *\/\/.*\n/gm, '');
    expect(withoutComments.startsWith(block?.text ?? 'none')).to.equal(true);
  });

  it('names the tested versions', () => {
    const rows = tableRows(PAGE, 'Tool', 'Versions').filter(([tool = '']) => !tool.startsWith('Node'));
    expect(rows.map(([tool]) => tool)).to.have.members(Object.keys(TOOLS));
    for (const [tool = '', versions = ''] of rows) {
      const [folder = '', name = ''] = TOOLS[tool] ?? [];
      const [major, minor] = manifestOf(folder).devDependencies[name]?.split('.') ?? [];
      expect(versions, tool).to.match(new RegExp(`^${major}\\.${minor}\\b`));
    }
  });

  it('gives the limits of size-limit, to the kilobyte', async () => {
    const config = pathToFileURL(inProject('test/packages/tools/.size-limit.js')).href;
    const { default: entries } = (await import(config)) as { default: readonly { name: string; limit: string }[] };
    const limits = new Map(entries.map(({ name, limit }) => [name, Number.parseFloat(limit)]));
    for (const [name = '', size = ''] of tableRows(PAGE, 'Import', 'Minified')) {
      const spare = (limits.get(codeIn(name)[0] ?? '') ?? 0) - Number.parseFloat(size);
      expect(spare, name).to.be.within(0, 1);
    }
  });
});
