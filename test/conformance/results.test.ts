import { expect } from 'chai';

import { CLAUSES } from '../../codegen/conformance/clauses.js';
import { judge } from '../../codegen/conformance/conformance.js';
import { reportLines, resultsToJson } from '../../codegen/conformance/results/report-text.js';
import type { ClauseResult } from '../../codegen/conformance/results/result.js';
import { strayEntries } from '../../codegen/conformance/results/stale.js';
import { watched } from '../../codegen/conformance/stage/watch.js';
import { PROMISING } from '../../codegen/conformance/subject/promising.js';
import type { Subject } from '../../codegen/conformance/subject/subject.js';
import type { Idiom } from '../../codegen/synchro/idiom.js';

const ABOUT = { says: 'Each command answers.', fix: '`command` in framework.ts', breaches: [], ms: 1 };

const RESULTS: readonly ClauseResult[] = [
  { ...ABOUT, name: 'commands/answers', outcome: 'passed' },
  {
    ...ABOUT,
    name: 'errors/server',
    outcome: 'failed',
    breaches: [
      { subject: 'Db.ping', expected: { gave: { ok: 1, n: 2 }, sent: [] }, found: { gave: { ok: 1, n: 3 }, sent: [] } },
      { subject: undefined, expected: 'no error', found: new RangeError('too far') },
    ],
  },
  { ...ABOUT, name: 'lazy/cold', outcome: 'not applicable', reason: 'it is only for lazy frameworks' },
];

describe('the report of the conformance kit', () => {
  it('has a line for each clause, and below a failed one, what was expected and found where they differ', () => {
    expect(reportLines('task', RESULTS)).to.deep.equal([
      'passed          commands/answers',
      'failed          errors/server     Each command answers.',
      '  Db.ping',
      '    expected: { gave: { n: 2 } }',
      '    found:    { gave: { n: 3 } }',
      '  expected: no error',
      '  found:    RangeError: too far',
      '  fix: see `command` in framework.ts',
      'not applicable  lazy/cold         it is only for lazy frameworks',
      'task: 1 passed, 1 failed, 1 not applicable, 0 not run',
    ]);
  });

  it('has the same as JSON, with all keys for every clause', () => {
    const [passed, failed] = resultsToJson(RESULTS) as Record<string, unknown>[];
    expect(Object.keys(passed ?? {})).to.deep.equal(Object.keys(failed ?? {}));
    expect(JSON.parse(JSON.stringify(failed))).to.deep.include({ outcome: 'failed', reason: null });
    expect(failed?.['breaches']).to.deep.include({ subject: null, expected: 'no error', found: 'RangeError: too far' });
  });

  it('shows no credentials of objects that are not plain', () => {
    class Client {
      readonly options = { credentials: { password: 'a-secret-word' } };
    }
    const breaches = [{ subject: undefined, expected: 'a wrapper', found: new Client() }];
    const lines = reportLines('task', [{ ...ABOUT, name: 'wrappers/one', outcome: 'failed', breaches }]);
    expect(lines.join('\n')).not.to.include('a-secret-word');
  });
});

describe('an entry in `without`', () => {
  it('names a clause that applies to frameworks of that kind', () => {
    const without = {
      'errors/sever': 'no reason',
      'lazy/cold': 'no reason',
      'cancellation/command': 'no reason',
      'errors/server': 'no reason',
    };
    const start = () => () => undefined;
    const stray = (idiom: Idiom, evaluation: 'eager' | 'lazy' = 'eager'): unknown[] =>
      strayEntries({ idiom, evaluation, shape: { lazy: false, classes: [] } }, CLAUSES).map(({ subject, found }) => [
        subject,
        found,
      ]);
    const misspelt = ["without['errors/sever']", "none of that name; did you mean 'errors/server'"];
    const lazy = ["without['lazy/cold']", 'none: it is only for lazy frameworks'];
    expect(stray({ ...PROMISING, without })).to.deep.equal([
      misspelt,
      lazy,
      [
        "without['cancellation/command']",
        'none: its values have started already, and synchro.ts has no `start` that could cancel one',
      ],
    ]);
    expect(stray({ ...PROMISING, start, without })).to.deep.equal([misspelt, lazy]);
    expect(stray({ ...PROMISING, without }, 'lazy')).to.deep.equal([misspelt]);
    expect(stray(PROMISING)).to.deep.equal([]);
    expect(stray({ ...PROMISING, without: { 'disposal/disposes': 'no reason' } })).to.deep.equal([
      ["without['disposal/disposes']", 'none: this release of the driver has no `[Symbol.asyncDispose]`'],
    ]);
  });
});

describe('judging a clause', () => {
  const subject: Subject = {
    name: 'task',
    evaluation: 'eager',
    idiom: { call: PROMISING.call, executor: PROMISING.executor },
    shape: { lazy: false, classes: [] },
    compiled: {
      errors: [
        {
          text: 'internal/a.ts:1:1 an error',
          path: 'internal/a.ts',
          at: undefined,
          member: undefined,
          isSpelled: false,
        },
        {
          text: 'task/runtime.ts:1:1 an error',
          path: 'task/runtime.ts',
          at: undefined,
          member: undefined,
          isSpelled: false,
        },
      ],
      undeclared: [],
    },
    loaded: { failure: new Error('no such package') },
  };
  const outcomeOf = async (name: string, changed: Partial<Subject> = {}): Promise<ClauseResult> =>
    judge(
      CLAUSES.find((each) => each.name === name)!,
      { ...subject, ...changed },
      undefined,
    );

  it('needs no stage for emitted code, but needs one for running code', async () => {
    expect(await outcomeOf('emitted/compiles')).to.include({
      outcome: 'failed',
      fix: 'the engine, which wrote internal/a.ts: the fault is not yours, report it; runtime.ts of the framework, which is emitted unchanged',
    });
    expect(await outcomeOf('emitted/declarations')).to.include({ outcome: 'passed' });
    expect(await outcomeOf('emitted/exports')).to.include({ outcome: 'failed' });
    expect(await outcomeOf('commands/answers')).to.include({ outcome: 'not run' });
    expect(await outcomeOf('lazy/cold')).to.include({ outcome: 'not applicable' });
  });

  it('does not require cancellation of an eager framework that has none', async () => {
    const clauses = [
      'back-pressure/reading',
      'cancellation/command',
      'cancellation/transaction',
      'cancellation/reading',
    ];
    const idiom = { ...subject.idiom, start: () => () => undefined, read: () => () => undefined };
    for (const name of clauses) {
      expect(await outcomeOf(name), name).to.include({ outcome: 'not applicable' });
      expect(await outcomeOf(name, { idiom }), name).to.include({ outcome: 'not run' });
      expect(await outcomeOf(name, { evaluation: 'lazy' }), name).to.include({ outcome: 'not run' });
    }
  });

  it('accepts a reason for a failure, and reports it as stale for a success', async () => {
    const without = { 'emitted/compiles': 'it is a sketch', 'emitted/declarations': 'it is a sketch' };
    const idiom = { ...subject.idiom, without };
    expect(await outcomeOf('emitted/compiles', { idiom })).to.include({
      outcome: 'not applicable',
      reason: 'it is a sketch',
    });
    const stale = await outcomeOf('emitted/declarations', { idiom });
    expect(stale).to.include({ outcome: 'failed', fix: '`without` in synchro.ts: delete the entry' });
  });
});

describe('watching for unhandled failures', () => {
  it('reports rejections, and restores other listeners', async () => {
    const before = process.rawListeners('unhandledRejection');
    const strays = await watched(async () => void Promise.reject(new RangeError('nobody looks at it')));
    expect(strays.map(({ subject, found }) => [subject, String(found)])).to.deep.equal([
      ['unhandledRejection', 'RangeError: nobody looks at it'],
    ]);
    expect(process.rawListeners('unhandledRejection')).to.deep.equal(before);
  });
});
