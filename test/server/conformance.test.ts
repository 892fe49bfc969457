import { expect } from 'chai';

import { conformanceSuite } from '../../codegen/conformance/suites.js';
import { builtInFrameworks } from '../../codegen/frameworks/load/load-framework.js';
import { motorized } from '../support/cli.js';
import { inProject } from '../support/project-root.js';

// A server of its own: this one drops a database for each call, by which the one of all other tests would get slow.
const server = inProject('build/test/server/start-server.js');
for (const framework of await builtInFrameworks()) conformanceSuite({ framework, server });

describe('motorized conformance', function () {
  this.timeout(60_000);

  it('is quiet about what the kit itself provokes, and prints the report alone', async () => {
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
