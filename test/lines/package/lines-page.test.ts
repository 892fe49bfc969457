import { readFileSync } from 'node:fs';

import { expect } from 'chai';

import { linesPage } from '../../../codegen/lines/package/lines-page.js';
import { loadSpec } from '../../../codegen/spec/load-spec.js';
import { loadPublishedLines, peerRange } from '../../../codegen/spec/published-lines.js';
import { codeIn, tableRows } from '../../support/documents.js';
import { inProject } from '../../support/project-root.js';

describe('the page of published lines', () => {
  const { lines } = loadPublishedLines(inProject('spec'));

  it('is up to date with the spec', () => {
    const page = linesPage(loadSpec(inProject('spec')).spec, lines);
    const fix = 'node build/codegen/cli.js packages --page docs/lines.md';
    expect(readFileSync(inProject('docs', 'lines.md'), 'utf8'), fix).to.equal(page);
  });

  it('lists what was added and removed, according to the spec', () => {
    const rows = tableRows('docs/lines.md', 'Class', 'What', 'From', 'Until').map((row) => row.join(' '));
    expect(rows).to.include.members([
      '`MongoClient` `bulkWrite` 6.10.0 ',
      '`Admin` `addUser`  6.0.0',
      '`ExplainableCursor` the class 6.11.0 ',
    ]);
  });

  it('lists every package, and the README the newest of each major version', () => {
    const rows = tableRows('docs/lines.md', 'mongodb', 'Install', 'Generated from mongodb');
    expect(rows.map(([range = '']) => codeIn(range)[0])).to.deep.equal(lines.map((each) => peerRange(each.releases)));
    const majors = ['7', '6', '5'].map((major) => lines.find(({ version }) => version.startsWith(`${major}.`)));
    const readme = tableRows('README.md', 'mongodb', 'Install', 'Generated from');
    expect(
      readme.map(([range = '', install = '', from]) => [codeIn(range)[0], codeIn(install)[0], from]),
    ).to.deep.equal(
      majors.map((each, at) => [
        peerRange(each?.releases ?? { since: '', until: '' }),
        `npm install motorized@${7 - at}`,
        `mongodb ${each?.from}`,
      ]),
    );
  });
});
