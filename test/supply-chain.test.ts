import { readdirSync, readFileSync } from 'node:fs';

import { expect } from 'chai';
import { parse } from 'yaml';

import { codeBlocks, documents } from './support/documents.js';
import { output } from './support/processes.js';
import { inProject } from './support/project-root.js';

interface Locked {
  readonly version?: string;
  readonly resolved?: string;
  readonly integrity?: string;
  readonly link?: boolean;
}

/** Every map in a YAML document, however deep. */
function mapsIn(value: unknown): Readonly<Record<string, unknown>>[] {
  if (typeof value !== 'object' || value === null) return [];
  const inside = Object.values(value).flatMap(mapsIn);
  return Array.isArray(value) ? inside : [value as Readonly<Record<string, unknown>>, ...inside];
}

/** The committed lock files: that of the project, and those of folders with packages of their own. */
const LOCKS = output('git', ['ls-files', '--', 'package-lock.json', '*/package-lock.json'], { cwd: inProject() })
  .trim()
  .split('\n');

for (const lock of LOCKS) {
  describe(`the packages of ${lock}`, () => {
    const { packages } = JSON.parse(readFileSync(inProject(lock), 'utf8')) as {
      packages: Readonly<Record<string, Locked>>;
    };
    const installed = Object.entries(packages).filter(([path, { link }]) => path.includes('node_modules/') && !link);

    // npm omits packages that it has not unpacked. `npm install --package-lock-only`, in a copy without node_modules
    // and these entries, writes them completely.
    it('have a hash of their content, for every platform', () => {
      expect(installed).to.have.length.of.at.least(lock === 'package-lock.json' ? 100 : 1);
      const unknown = installed.filter(([, { integrity = '' }]) => !/^sha512-[\w+/]{86}==$/.test(integrity));
      expect(unknown.map(([path]) => path)).to.deep.equal([]);
    });

    it("come only from npm's configured registry", () => {
      expect(installed.filter(([, { resolved }]) => resolved !== undefined).map(([path]) => path)).to.deep.equal([]);
    });
  });
}

describe('the workflows', () => {
  const folder = inProject('.github/workflows');
  const workflows = readdirSync(folder).map((name) => ({ name, text: readFileSync(`${folder}/${name}`, 'utf8') }));
  const inDocuments = documents()
    .flatMap(codeBlocks)
    .filter(({ language, text }) => language === 'yaml' && text.includes('uses:'))
    .map(({ document, line, text }) => ({ name: `${document}:${line}`, text }));
  const all = [...workflows, ...inDocuments];
  const valuesOf = (key: string): string[] =>
    all.flatMap(({ name, text }) =>
      mapsIn(parse(text))
        .map((map) => map[key])
        .filter((value) => typeof value === 'string')
        .map((value) => `${name}: ${value}`),
    );

  it('name actions by commit, with the version in a comment', () => {
    const actions = valuesOf('uses').filter((each) => !each.includes(': ./'));
    expect(actions).to.have.length.of.at.least(9);
    expect(actions.filter((each) => !/@[0-9a-f]{40}$/.test(each))).to.deep.equal([]);
    const lines = all.flatMap(({ name, text }) => text.split('\n').map((line) => `${name}: ${line.trim()}`));
    const pinned = lines.filter((line) => /\buses: (?!\.\/)/.test(line));
    expect(pinned.filter((line) => !/@[0-9a-f]{40} # v\d+\.\d+\.\d+$/.test(line))).to.deep.equal([]);
  });

  it('use one commit for each action', () => {
    const actions = new Set(valuesOf('uses').map((each) => each.split(': ')[1] ?? ''));
    const names = [...actions].map((each) => each.split('@')[0]);
    expect(names).to.deep.equal([...new Set(names)]);
  });

  it('pass values in the environment, and never as part of a script', () => {
    const scripts = valuesOf('run');
    expect(scripts).to.have.length.of.at.least(5);
    expect(scripts.filter((each) => each.includes('${{'))).to.deep.equal([]);
  });
});
