import { expect } from 'chai';

import { readDocument, tableRows } from './support/documents.js';
import { frameworkFolders } from './support/consumer.js';
import { NEWEST } from './type-oracle/newest.js';

const spelled = (count: number): string => count.toLocaleString('en-US');

describe('the figures of the README', () => {
  // The text, without its line breaks.
  const readme = readDocument('README.md').replaceAll(/\n +/g, ' ');

  it('are those of the last full run of synchro', () => {
    const rows = tableRows('docs/synchro-results.md', 'mongodb', 'Framework', 'Topology');
    const [newest = ''] = rows[0] ?? [];
    for (const framework of frameworkFolders()) {
      const row = rows.find((cells) => cells[0] === newest && cells[1] === framework && cells[2] === 'replica set');
      const [raw = Number.NaN, , , , excluded = Number.NaN, lost = Number.NaN] = (row ?? []).slice(3).map(Number);
      expect(lost, framework).to.equal(0);
      expect(readme).to.include(`\`motorized/${framework}\` ${spelled(raw - excluded)} of ${spelled(raw)}`);
    }
  });

  it('are those of the type oracle', () => {
    expect(readme).to.include(`all ${NEWEST.signatures} signatures and ${NEWEST.properties} properties`);
  });

  it('are those of the replay of releases', () => {
    const [, alone, all, first] =
      /\*\*(\d+) of (\d+) releases after (\S+) needed nobody\.\*\*/.exec(readDocument('docs/follow.md')) ?? [];
    expect(readme).to.include(`Of the ${all} releases after ${first}, ${alone} needed`);
  });
});
