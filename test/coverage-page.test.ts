import { expect } from 'chai';

import { readDocument, tableRows } from './support/documents.js';
import { run } from './support/processes.js';
import { inProject } from './support/project-root.js';

const CLI = inProject('build', 'codegen', 'cli.js');

describe('docs/coverage.md', function () {
  this.timeout(120_000);

  it('has the numbers of the drift check', () => {
    const { stdout } = run(process.execPath, [CLI, 'drift', '--format', 'json'], { cwd: inProject() });
    const { compared, after } = JSON.parse(stdout) as {
      readonly compared: Readonly<Record<string, number>>;
      readonly after: { readonly version: string };
    };
    expect(readDocument('docs/coverage.md')).to.include(`Of mongodb ${after.version} it looks at`);
    const told = tableRows('docs/coverage.md', 'Of the driver').map(([what = '', count]) => [
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
