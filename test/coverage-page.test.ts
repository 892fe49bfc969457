import { expect } from 'chai';

import { readDocument, tableRows } from './support/documents.js';
import { run } from './support/processes.js';
import { inProject } from './support/project-root.js';

const CLI = inProject('build', 'codegen', 'cli.js');

describe('docs/coverage.md', function () {
  this.timeout(120_000);

  it('has the numbers of the release that it names, which may differ from the installed one', () => {
    const [, version = '', line] =
      /For mongodb ((\d+\.\d+)\.\d+), it checks/.exec(readDocument('docs/coverage.md')) ?? [];
    const driver = inProject('node_modules', `mongodb-${line}`);
    const args = ['drift', '--driver', driver, '--against', driver, '--format', 'json'];
    const { compared, after } = JSON.parse(run(process.execPath, [CLI, ...args]).stdout) as {
      readonly compared: Readonly<Record<string, number>>;
      readonly after: { readonly version: string };
    };
    expect(after.version).to.equal(version);
    const told = tableRows('docs/coverage.md', 'Part of the driver').map(([what = '', count]) => [
      what.split(' ').find((word) => word in compared),
      Number(count),
    ]);
    expect(Object.fromEntries(told)).to.deep.equal(compared);
  });

  it('has the numbers of synchro', () => {
    const [newest = ''] = tableRows('docs/synchro-results.md', 'mongodb', 'Framework')[0] ?? [];
    const results = tableRows('docs/synchro-results.md', 'mongodb', 'Framework')
      .filter(([version]) => version === newest)
      .map(([, framework, topology, raw, strictly, tools, test, excluded, lost]) => {
        const passed = [strictly, tools, test].reduce((sum, each) => sum + Number(each), 0);
        return [framework, topology, raw, String(passed), excluded, lost];
      });
    expect(tableRows('docs/coverage.md', 'Framework', 'Topology')).to.deep.equal(results);
  });
});
