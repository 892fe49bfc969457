import { expect } from 'chai';

import { formatProblems, problemsToJson } from '../../codegen/common/problem-text.js';
import type { Problem } from '../../codegen/common/problem.js';

const FILE = 'spec/Collection.yaml';
const PLAIN = { sources: new Map<string, string>(), color: false, frames: false };

function problem(changes: Partial<Problem> = {}): Problem {
  return {
    rule: 'unknown-member',
    severity: 'error',
    subject: 'Collection.mapReduce',
    message: '`mapReduce` is not declared, expected a member of Collection',
    fix: 'delete the line',
    at: { file: FILE, line: 3, column: 5 },
    ...changes,
  };
}

describe('formatProblems', () => {
  it('is empty without problems', () => {
    expect(formatProblems([], PLAIN)).to.equal('');
  });

  it('shows place, subject, message, rule, fix and the related place', () => {
    const related = { file: 'mongodb.d.ts', line: 123, column: 5 };
    expect(formatProblems([problem({ related })], PLAIN).split('\n')).to.deep.equal([
      'spec/Collection.yaml:3:5 Collection.mapReduce: `mapReduce` is not declared, expected a member of Collection (unknown-member)',
      '  fix: delete the line',
      '  see: mongodb.d.ts:123:5',
    ]);
  });

  it('shows the lines around the place', () => {
    const sources = new Map([[FILE, 'class: Collection\ncommands:\n  - mapReduce\n  - find\n']]);
    expect(formatProblems([problem()], { ...PLAIN, sources, frames: true }).split('\n')).to.deep.equal([
      'spec/Collection.yaml:3:5 Collection.mapReduce: `mapReduce` is not declared, expected a member of Collection (unknown-member)',
      '  1 | class: Collection',
      '  2 | commands:',
      '> 3 |   - mapReduce',
      '    |     ^',
      '  4 |   - find',
      '  5 |',
      '  fix: delete the line',
    ]);
  });

  it('counts only line feeds as line breaks, as the places do', () => {
    const sources = new Map([[FILE, 'class: C\r\n# a\u2028b\rc\r\n  - mapReduce\r\n']]);
    const text = formatProblems([problem()], { ...PLAIN, sources, frames: true });
    expect(text).to.contain('> 3 |   - mapReduce\n    |     ^\n');
    expect(text).not.to.contain('\r');
  });

  it('shows no frame for a file without text, or without that line', () => {
    for (const sources of [new Map<string, string>(), new Map([[FILE, 'class: Collection\n']])]) {
      expect(formatProblems([problem()], { ...PLAIN, sources, frames: true })).to.equal(
        formatProblems([problem()], PLAIN),
      );
    }
  });

  it('puts an empty line between problems with frames, none between those without', () => {
    const two = [problem(), problem()];
    expect(formatProblems(two, PLAIN)).not.to.contain('\n\n');
    expect(formatProblems(two, { ...PLAIN, frames: true }).split('\n\n')).to.have.length(2);
  });

  it('has escape codes only if colours are requested', () => {
    const sources = new Map([[FILE, 'a\nb\nc d e\n']]);
    const options = { sources, frames: true };
    expect(formatProblems([problem()], { ...options, color: false })).not.to.contain('\u001B');
    expect(formatProblems([problem()], { ...options, color: true })).to.contain(
      '\u001B[31mspec/Collection.yaml:3:5 Collection.mapReduce\u001B[0m: ',
    );
    expect(formatProblems([problem({ severity: 'warning' })], { ...options, color: true })).to.contain('\u001B[33m');
  });

  it('names the severity unless it is an error', () => {
    expect(formatProblems([problem({ severity: 'warning' })], PLAIN)).to.contain('(unknown-member, warning)');
  });

  it('does not repeat a file that is the subject', () => {
    const text = formatProblems([problem({ subject: FILE, at: { file: FILE, line: 1, column: 1 } })], PLAIN);
    expect(text).to.match(/^spec\/Collection\.yaml:1:1: `mapReduce` is/);
  });

  it('begins with the subject if there is no place', () => {
    expect(formatProblems([problem({ at: undefined })], PLAIN)).to.match(/^Collection\.mapReduce: `mapReduce` is/);
  });

  it('sorts by file, line (as a number), column and rule', () => {
    const at = (file: string, line: number, column: number) => ({ at: { file, line, column } });
    const sorted = [
      problem({ ...at('B.yaml', 9, 1), rule: 'z' }),
      problem({ ...at('a.yaml', 2, 9), rule: 'y' }),
      problem({ ...at('a.yaml', 10, 2), rule: 'x' }),
      problem({ ...at('a.yaml', 10, 10), rule: 'a' }),
      problem({ ...at('a.yaml', 10, 10), rule: 'b', subject: 'A' }),
      problem({ ...at('a.yaml', 10, 10), rule: 'b', subject: 'B' }),
      problem({ at: undefined, rule: 'a' }),
    ];
    const expected = formatProblems(sorted, PLAIN);
    expect(formatProblems(sorted.toReversed(), PLAIN)).to.equal(expected);
    expect(problemsToJson(sorted.toReversed()).map(({ rule }) => rule)).to.deep.equal(sorted.map(({ rule }) => rule));
    expect(expected.split('\n')[0]).to.match(/^B\.yaml:9:1 /);
  });
});

describe('problemsToJson', () => {
  it('has every key in every problem', () => {
    expect(JSON.parse(JSON.stringify(problemsToJson([problem({ at: undefined })])))).to.deep.equal([
      {
        rule: 'unknown-member',
        severity: 'error',
        subject: 'Collection.mapReduce',
        message: '`mapReduce` is not declared, expected a member of Collection',
        fix: 'delete the line',
        at: null,
        related: null,
      },
    ]);
  });

  it('has places as file, line and column', () => {
    const related = { file: 'mongodb.d.ts', line: 1, column: 2 };
    const [json] = problemsToJson([problem({ related })]);
    expect(json?.at).to.deep.equal({ file: FILE, line: 3, column: 5 });
    expect(json?.related).to.deep.equal(related);
  });
});
