import { expect } from 'chai';

import { withNextPatches } from '../../release/next-patches.js';

const LINES = `# about
- { version: 7.9.0, from: 7.9.0, since: 7.8.0, until: 8.0.0 }
- {version: 7.1.9, from: 7.1.1, since: 7.0.0, until: 7.8.0} # one
- { version: 6.22.0, from: 6.22.0, since: 6.22.0, until: 7.0.0 }
`;

describe('the next patch of a package', () => {
  it('is written for the named lines, and nothing else changes', () => {
    expect(withNextPatches(LINES, new Set(['7.1.9', '6.22.0']))).to.equal(
      LINES.replace('7.1.9', '7.1.10').replace('version: 6.22.0', 'version: 6.22.1'),
    );
  });

  it('does not exist if no line has the version', () => {
    expect(withNextPatches(LINES, new Set(['8.0.0']))).to.equal(LINES);
  });
});
