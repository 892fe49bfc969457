import { expect } from 'chai';

import { applyEnd } from '../../../codegen/spec/write/apply-end.js';

/** The text with an end for the entry that `^` in the line below marks. */
function ended(lines: readonly string[], until = '7.0.0'): string[] | undefined {
  const mark = lines.findIndex((line) => /^ *\^$/.test(line));
  const text = lines.toSpliced(mark, 1).join('\n');
  return applyEnd(text, { line: mark, column: (lines[mark] ?? '').indexOf('^') + 1 }, until)?.split('\n');
}

describe('applyEnd', () => {
  it('adds a range to a name, and keeps every other character', () => {
    expect(ended(['commands:', '  - a # why', '  - b   # kept', '    ^', '', '  - "c"'])).to.deep.equal([
      'commands:',
      '  - a # why',
      '  - b: { until: 7.0.0 }   # kept',
      '',
      '  - "c"',
    ]);
    expect(ended(['x:', '  - "42"', '    ^'])).to.deep.equal(['x:', '  - "42": { until: 7.0.0 }']);
  });

  it('does so in a flow list', () => {
    expect(ended(['commands: [a, b, c]', '              ^'])).to.deep.equal(['commands: [a, b: { until: 7.0.0 }, c]']);
  });

  it('adds to an existing range', () => {
    expect(ended(['x:', '  - a: { since: 6.0.0 } # why', '    ^'])).to.deep.equal([
      'x:',
      '  - a: { since: 6.0.0, until: 7.0.0 } # why',
    ]);
    expect(ended(['x:', '  - a:', '    ^', '      reason: why', '  - b'])).to.deep.equal([
      'x:',
      '  - a:',
      '      until: 7.0.0',
      '      reason: why',
      '  - b',
    ]);
  });

  it('keeps the members that a protocol member goes through', () => {
    expect(ended(['x:', '  - "[Symbol.a]": [next, close]', '    ^'])).to.deep.equal([
      'x:',
      '  - "[Symbol.a]": { through: [next, close], until: 7.0.0 }',
    ]);
  });

  it('adds a key for an error class, and for the class of a file', () => {
    expect(ended(['errors:', '  FooError:', '  ^', '    Foo: [a]'])).to.deep.equal([
      'errors:',
      '  FooError:',
      '    until: 7.0.0',
      '    Foo: [a]',
    ]);
    expect(ended(['# a', 'class: Foo # b', '       ^', 'commands: [a]'])).to.deep.equal([
      '# a',
      'class: Foo # b',
      'until: 7.0.0',
      'commands: [a]',
    ]);
  });

  it('leaves an entry to a person if it has an end, would become empty, or is somewhere else', () => {
    expect(ended(['x:', '  - a: { until: 6.0.0 }', '    ^'])).to.equal(undefined);
    expect(ended(['x:', '  - a: { since: 7.0.0 }', '    ^'])).to.equal(undefined);
    expect(ended(['x: &a [a]', 'y: *a', '   ^'])).to.equal(undefined);
    expect(ended(['x:', '  - a', '     ^'])).to.equal(undefined);
  });
});
