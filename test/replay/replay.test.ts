import { spawnSync } from 'node:child_process';
import { appendFileSync, cpSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';

import { expect } from 'chai';

import { folderOf } from '../drift/support/installed.js';
import { inProject } from '../support/project-root.js';
import { differencesIn } from './differences.js';
import { replayTable, sentenceOf } from './replay-page.js';
import { replay, type Release, type ReplayRow } from './replay.js';

const START: Release = { version: '6.9.0', folder: folderOf('6.9') };
/** The first adds a command. The second adds signals, and no declaration shows what these leave open. */
const RELEASES: readonly Release[] = [
  { version: '6.10.0', folder: folderOf('6.10') },
  { version: '6.13.0', folder: folderOf('6.13') },
];

describe('a replay of three releases', function () {
  this.timeout(180_000);

  const work = mkdtempSync(inProject('build', 'replay-test-'));
  const spec = join(work, 'spec');
  let rows: readonly ReplayRow[] = [];

  before(async () => {
    rows = await replay({ start: START, releases: RELEASES, today: 'spec', work, say: () => undefined });
  });
  after(() => {
    rmSync(work, { recursive: true });
  });

  it('follows each of them, with all frameworks generated and compiled', () => {
    expect(rows.map(({ version }) => version)).to.deep.equal(['6.10.0', '6.13.0']);
    expect(rows.flatMap(({ faults }) => faults)).to.deep.equal([]);
  });

  it('says what it did alone, and what it asked for', () => {
    const [first, second] = rows;
    expect(first?.alone.map((line) => line.split(': ')[0])).to.deep.equal(['MongoClient.bulkWrite']);
    expect(first?.asked).to.deep.equal([]);
    expect(second?.asked.map(({ rule, subject }) => `${rule} ${subject}`)).to.deep.equal([
      'undecided-role Collection',
      'undecided-role Db',
    ]);
    expect(second?.answers).to.deep.equal(['Collection: none', 'Db: `unabortable: collections`']);
    expect(sentenceOf(rows, START.version)).to.equal('1 of 2 releases after 6.9.0 needed nobody');
    const table = replayTable(rows, { claims: [], errors: [] }, START.version);
    expect(table).to.include(
      '| 6.10.0 | MongoClient.bulkWrite: `- bulkWrite: { since: 6.10.0 }` under `commands:` in MongoClient.yaml',
    );
  });

  it("ends with a spec that claims the same as today's", () => {
    expect(differencesIn(spec, 'spec', '6.13.0').claims).to.deep.equal([]);
  });

  it('notices differences between the two', () => {
    const other = join(work, 'other');
    cpSync(spec, other, { recursive: true });
    appendFileSync(join(other, 'Db.yaml'), 'omitted:\n  - nothing: { reason: a control }\n');
    expect(differencesIn(other, 'spec', '6.13.0').claims).to.deep.equal([
      'only followed: Db: omitted nothing : a control',
    ]);
  });
});

describe('make replay', () => {
  it('ends with 2 where no release follows the first, for nothing would be tested', () => {
    const script = inProject('build', 'test', 'replay', 'replay-releases.js');
    const { status, stderr } = spawnSync(process.execPath, [script, '7.9.0', '7.9.0'], { encoding: 'utf8' });
    expect({ status, stderr }).to.deep.equal({
      status: 2,
      stderr:
        'from 7.9.0 to 7.9.0 there is no release to follow\n' +
        "  fix: make replay RELEASES='6.9.0 6.13.0', where the first is followed by others\n",
    });
  });
});
