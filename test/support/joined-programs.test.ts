import { expect } from 'chai';

import type { CodeBlock } from './documents.js';
import { joinedPrograms } from './joined-programs.js';

/** Blocks of a page as `role: text`, all in `ts` except for outputs. */
function page(...blocks: readonly string[]): CodeBlock[] {
  return blocks.map((block, at) => {
    const [role = '', text = ''] = block.split(': ');
    const language = ['output', 'tasks'].includes(role) ? 'text' : 'ts';
    return { document: 'docs/guides/page.md', line: at + 1, language, role, text: `${text}\n` };
  });
}

const outputs = (blocks: readonly CodeBlock[]): Record<string, string | undefined> =>
  Object.fromEntries(joinedPrograms(blocks).map(({ file, output }) => [file.split('_')[0], output]));

describe('joinedPrograms', () => {
  it('joins the parts of an idiom into one program, in order', () => {
    const [promise, rxjs] = joinedPrograms(page('promise: a', 'rxjs: b', 'promise: c', 'rxjs: d'));
    expect(promise?.text).to.equal('a\n\nc\n');
    expect(rxjs?.text).to.equal('b\n\nd\n');
    expect(promise?.title).to.equal('docs/guides/page.md:1, all parts for promise');
  });

  it('expects each part of a group to print the output after the group', () => {
    const blocks = page('promise: a', 'rxjs: b', 'output: 1', 'promise: c', 'rxjs: d', 'output: 2');
    expect(outputs(blocks)).to.deep.equal({ promise: '1\n2\n', rxjs: '1\n2\n' });
  });

  it('expects no output of a group from an idiom without a part in it', () => {
    const blocks = page('promise: a', 'rxjs: b', 'output: 1', 'rxjs: d', 'output: 2');
    expect(outputs(blocks)).to.deep.equal({ promise: '1\n', rxjs: '1\n2\n' });
  });

  it('distinguishes consecutive groups', () => {
    const blocks = page('promise: a', 'rxjs: b', 'promise: c', 'rxjs: d', 'output: 2');
    expect(outputs(blocks)).to.deep.equal({ promise: '2\n', rxjs: '2\n' });
  });

  it('expects both programs to print the common output of all tasks', () => {
    expect(outputs(page('rxjs: a', 'driver: b', 'tasks: 1'))).to.deep.equal({ rxjs: '1\n', driver: '1\n' });
  });

  it('lets a part with callbacks wait until the previous ones have printed', () => {
    const [callback] = joinedPrograms(page('callback: a', 'callback: b', 'output: 1', 'callback: c', 'output: 2'));
    const steps = callback?.text.split('\n').filter((line) => /^(?:[abc]|await untilPrinted.*)$/.test(line));
    expect(steps).to.deep.equal([
      'a',
      'await untilPrinted(0);',
      'b',
      'await untilPrinted(1);',
      'c',
      'await untilPrinted(2);',
    ]);
  });
});
