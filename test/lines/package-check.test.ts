import { expect } from 'chai';

import { type OpenedDriver, openDriver } from '../../codegen/driver/find/open-driver.js';
import { loadFrameworks } from '../../codegen/frameworks/load/load-frameworks.js';
import { readInternal } from '../../codegen/frameworks/load/load-framework.js';
import type { LineFault } from '../../codegen/lines/line-check.js';
import { LineCompiler } from '../../codegen/lines/line-compiler.js';
import { fewestCheck, packageCheck } from '../../codegen/lines/package-check.js';
import { readTemplates } from '../../codegen/render/read-templates.js';
import { loadSpec } from '../../codegen/spec/load-spec.js';
import type { PublishedLine } from '../../codegen/spec/published-lines.js';
import { inProject } from '../support/project-root.js';

describe('the range of a published package', function () {
  this.timeout(60_000);

  const { spec } = loadSpec(inProject('spec'));
  let compiler: LineCompiler;

  before(async () => {
    const frameworks = await loadFrameworks(['promise']);
    const [internal, templates] = await Promise.all([readInternal(), readTemplates()]);
    compiler = new LineCompiler({ spec, frameworks, internal, templates });
  });

  /** An installed release, so that nothing is fetched. */
  async function open(version: string): Promise<OpenedDriver> {
    const name = `mongodb-${version.replace(/\.0$/, '')}`;
    return openDriver({ driver: inProject('node_modules', name), from: inProject() });
  }

  async function faults(version: string, ...lines: readonly PublishedLine[]): Promise<readonly LineFault[]> {
    return packageCheck({ lines, spec, compiler, open }).look(await open(version));
  }

  async function tooMany(version: string, ...lines: readonly PublishedLine[]): Promise<readonly LineFault[]> {
    return fewestCheck({ lines, spec, compiler, open }).look(await open(version));
  }

  it('only has releases with which the package compiles', async () => {
    const found = await faults('7.0.0', line('7.9.0', '7.0.0', '8.0.0'));
    const member = found.find(({ message }) => message.includes("'bufferedCount'"));
    expect(member).to.include({ rule: 'TS2339', subject: 'motorized 7.9.0 promise/ChangeStream.ts' });
    expect(member?.message).to.match(
      /^motorized 7\.9\.0 claims mongodb >=7\.0\.0 <8, but does not compile with 7\.0\.0: promise\/ChangeStream\.ts:/,
    );
    expect(member?.fix).to.include('start its range in lines.yaml after 7.0.0');
  });

  it('has all releases with which it compiles, so that there are as few packages as possible', async () => {
    const found = await tooMany('7.8.0', line('7.9.0', '7.9.0', '8.0.0'), line('7.8.0', '7.8.0', '7.9.0'));
    expect(found.map(({ rule, subject }) => [rule, subject])).to.deep.equal([['range-too-narrow', 'motorized 7.9.0']]);
    expect(await faults('7.8.0', line('7.9.0', '7.8.0', '8.0.0'))).to.deep.equal([]);
    const needed = [line('7.8.0', '7.8.0', '8.0.0'), line('7.2.0', '7.2.0', '7.8.0')];
    expect(await tooMany('7.2.0', ...needed)).to.deep.equal([]);
  });

  it('only has releases whose members the package has', async () => {
    const found = await faults('5.0.0', line('7.9.0', '5.0.0', '8.0.0'));
    const missing = found.filter(({ rule }) => rule === 'not-in-package').map(({ subject }) => subject);
    expect(missing).to.include('motorized 7.9.0 Admin.addUser');
  });

  it('leaves no release without a package', async () => {
    const found = await faults('7.0.0', line('7.9.0', '7.8.0', '8.0.0'));
    expect(found.map(({ rule, message }) => [rule, message])).to.deep.equal([
      ['no-package', 'no published package is for mongodb 7.0.0'],
    ]);
  });
});

function line(from: string, since: string, until: string): PublishedLine {
  return { version: from, from, releases: { since, until }, place: { file: 'lines.yaml', line: 1, column: 1 } };
}
