import { expect } from 'chai';

import { reportMarkdown } from '../../../codegen/follow/report/report-markdown.js';
import { reportText } from '../../../codegen/follow/report/report-text.js';
import type { TakenStep } from '../../../codegen/follow/step.js';

const STANDING = { release: '7.1.0', branch: 'driver-7.1.0', from: 'main' };

function step(more: Partial<TakenStep>): TakenStep {
  return { name: 'spec', outcome: 'done', summary: '1 edit', details: [], output: [], problems: [], ...more };
}

const STOPPED = step({
  outcome: 'stops',
  summary: 'a | b',
  details: ['Foo.map<T>(_options): `a<b>` and @types'],
  problems: [
    {
      rule: 'unclaimed-member',
      severity: 'error',
      subject: 'Foo.[Symbol.iterator]',
      message: 'no line claims it',
      fix: 'add `- x`',
      at: { file: 'spec/Foo.yaml', line: 2, column: 8 },
    },
  ],
});

describe('the report of `motorized follow`', () => {
  it('says what needs a person, where, and how to continue', () => {
    const text = reportMarkdown([STOPPED, step({ name: 'test', outcome: 'not reached', summary: '' })], STANDING);
    expect(text.split('\n')).to.deep.equal([
      '# mongodb 7.1.0',
      '',
      'mongodb 7.1.0 needs a person: spec stops, in 1 place.',
      '',
      'What was done is on the branch driver-7.1.0. To go back, run `git switch main` and `npm install`.',
      '',
      'To continue, settle the above there, commit it, and run `motorized follow --driver 7.1.0 --branch driver-7.1.0`.',
      '',
      '## What needs a person',
      '',
      '- **Foo.\\[Symbol.iterator\\]** at `spec/Foo.yaml:2:8` (unclaimed-member): no line claims it',
      '  fix: add `- x`',
      '',
      '## Steps',
      '',
      '| Step | Outcome | What |',
      '| --- | --- | --- |',
      '| spec | stops | a \\| b |',
      '| test | not reached |  |',
      '',
      '## Edits of the spec',
      '',
      '- Foo.map\\<T\\>(\\_options): `a<b>` and &#64;types',
      '',
    ]);
  });

  it('shows the output of programs unchanged', () => {
    const failed = step({ name: 'test', outcome: 'stops', output: ['a <b>', '```'] });
    expect(reportMarkdown([failed], STANDING)).to.include('## What the tests say\n\n``````\na <b>\n```\n``````\n');
    expect(reportText([failed], STANDING).split('\n').slice(0, 2)).to.deep.equal(['a <b>', '```']);
  });

  it('says that nothing was changed if nothing was begun', () => {
    const text = reportText([step({ name: 'work tree', outcome: 'failed' })], { ...STANDING, branch: undefined });
    expect(text.split('\n').at(-1)).to.equal('The work tree is unchanged.');
  });

  it('is one sentence if nobody was needed', () => {
    expect(reportText([step({})], STANDING)).to.equal(
      'mongodb 7.1.0 is followed on driver-7.1.0, and no person was needed',
    );
  });
});
