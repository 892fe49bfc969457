import { expect } from 'chai';

import { inProject } from '../support/project-root.js';
import { has } from '../support/release/has.js';
import { currentServer } from './current-server.js';
import { runFile } from './scene/run-program.js';

interface Answers {
  /** The outcome of each call, by what was wrong and the command. */
  readonly outcomes: Readonly<Record<string, string>>;
  readonly unhandled: readonly string[];
}

async function answersOf(name: string): Promise<Answers> {
  const env = { MONGODB_URI: currentServer().uri };
  const { lines, stderr } = await runFile(inProject('build/test/server/answers/program.js'), [name], env);
  expect(stderr).to.equal('');
  return JSON.parse(lines.at(-1) ?? '') as Answers;
}

describe('a command with any arguments', function () {
  this.timeout(120_000);
  let expected: Answers;
  before(async () => (expected = await answersOf('mongodb')));

  it('is answered by the driver itself', () => {
    expect(Object.keys(expected.outcomes)).to.have.lengthOf.above(1500);
    expect(new Set(Object.values(expected.outcomes))).to.include.members(['a value']);
  });

  for (const name of ['promise', 'callback', 'rxjs', 'effect']) {
    it(`is answered by motorized/${name} as by the driver, and leaves no unhandled error`, async () => {
      const { outcomes, unhandled } = await answersOf(name);
      expect(differences(expected.outcomes, outcomes).join('\n')).to.equal('');
      expect(unhandled).to.deep.equal([]);
    });
  }
});

/** The driver fails to write to these options, but not to the copies that a framework makes to add a signal. */
const WRITTEN_TO = has('createIndex of a database adds collation to its options')
  ? ['frozen options: Db.createIndex']
  : [];

/** The outcomes that differ, as `what: outcome, not expected outcome`. */
function differences(expected: Answers['outcomes'], outcomes: Answers['outcomes']): string[] {
  const titles = new Set([...Object.keys(expected), ...Object.keys(outcomes)]);
  return [...titles]
    .filter((title) => expected[title] !== outcomes[title] && !WRITTEN_TO.includes(title))
    .map((title) => `${title}: ${outcomes[title]}, not ${expected[title]}`);
}
