import { expect } from 'chai';

import { conformanceSuite } from '../../codegen/conformance/suites.js';
import { builtInFrameworks } from '../../codegen/frameworks/load/load-framework.js';
import { motorized } from '../support/cli.js';
import { inProject } from '../support/project-root.js';

// A separate server: the kit drops a database for each call, which would slow down the server of the other tests.
const server = inProject('build/test/server/start-server.js');
for (const framework of await builtInFrameworks()) conformanceSuite({ framework, server });

describe('motorized conformance', function () {
  this.timeout(60_000);

  it('prints only the report, and no warnings about the errors that the kit provokes', async () => {
    const { code, stdout, stderr } = await motorized(
      ['conformance', '--framework', 'promise', '--clause', 'commands/answers'],
      {
        cwd: inProject(),
      },
    );
    expect({ code, stderr }).to.deep.equal({ code: 0, stderr: '' });
    expect(stdout).to.include('promise: 2 passed');
  });
});
