import { expect } from 'chai';

import { loadFramework, readInternal } from '../../codegen/frameworks/load/load-framework.js';
import { generate } from '../../codegen/generate.js';
import { readTemplates } from '../../codegen/render/read-templates.js';
import { loadSpec } from '../../codegen/spec/load-spec.js';

const SPEC = `class: Walk
ROLE
run:
  commands: [next, close]
  protocol:
    - "[Symbol.asyncIterator]": [next, close]
DISPOSAL`;

/** The code of a lazy framework for a class with steps. */
async function emitted({ hasDisposal, hasRole }: { hasDisposal: boolean; hasRole: boolean }): Promise<string> {
  const spec = SPEC.replace('ROLE', hasRole ? 'closer: close' : '').replace(
    'DISPOSAL',
    hasDisposal ? '    - "[Symbol.asyncDispose]": [close]\n' : '',
  );
  const { files, problems } = generate({
    declarations: {
      text: `export declare class Walk {
  next(): Promise<string>;
  close(): Promise<void>;
  [Symbol.asyncIterator](): AsyncGenerator<string, void, void>;
  ${hasDisposal ? '[Symbol.asyncDispose](): Promise<void>;' : ''}
}\n`,
      package: 'mongodb',
      version: '1.2.3',
      file: 'driver.d.ts',
    },
    spec: loadSpec('spec', () => new Map([['spec/Walk.yaml', Buffer.from(spec)]])).spec,
    frameworks: [await loadFramework('rxjs')],
    internal: await readInternal(),
    templates: await readTemplates(),
    docs: 'links',
  });
  expect(problems).to.deep.equal([]);
  return files.get('rxjs/WalkRun.ts') ?? '';
}

describe('the member that closes a run', () => {
  const CLOSES = 'return run(() => closeRun(this.delegate));';
  const ITERATES = "return driving(this.delegate, 'close', 'next')[Symbol.asyncIterator]();";

  it('is the one in the spec, also in a release without disposal', async () => {
    expect(await emitted({ hasDisposal: false, hasRole: true }))
      .to.include(CLOSES)
      .and.to.include(ITERATES);
  });

  it('is the one that disposal goes through if the spec does not say', async () => {
    expect(await emitted({ hasDisposal: true, hasRole: false }))
      .to.include(CLOSES)
      .and.to.include(ITERATES);
    expect(await emitted({ hasDisposal: false, hasRole: false })).to.not.include(CLOSES);
  });
});
