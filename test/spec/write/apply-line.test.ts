import { expect } from 'chai';

import { applyLine } from '../../../codegen/spec/write/apply-line.js';

const TEXT = `# The packages, the newest first.
- { version: 7.8.0, from: 7.8.0, since: 7.2.0, until: 8.0.0 } # the newest
- { version: 7.1.0, from: 7.1.1, since: 7.0.0, until: 7.2.0 }
`;
const NEWEST = { version: '7.9.0', from: '7.9.0', since: '7.2.0', until: '8.0.0' };

describe('an edit of lines.yaml', () => {
  it('replaces the first line, and keeps every comment', () => {
    expect(applyLine(TEXT, { newest: NEWEST, ended: undefined })).to.equal(
      TEXT.replace('version: 7.8.0, from: 7.8.0', 'version: 7.9.0, from: 7.9.0'),
    );
  });

  it('ends the first line, and adds another one above it', () => {
    expect(applyLine(TEXT, { newest: { ...NEWEST, since: '7.9.0' }, ended: '7.9.0' })).to.equal(
      TEXT.replace('until: 8.0.0', 'until: 7.9.0').replace(
        '- ',
        '- { version: 7.9.0, from: 7.9.0, since: 7.9.0, until: 8.0.0 }\n- ',
      ),
    );
  });

  it('keeps the indentation of a list, and maps on several lines', () => {
    const text = '  - version: 7.8.0\n    since: "7.2.0"\n    from: 7.8.0\n    until: 8.0.0\n';
    expect(applyLine(text, { newest: NEWEST, ended: undefined })).to.equal(
      '  - version: 7.9.0\n    since: 7.2.0\n    from: 7.9.0\n    until: 8.0.0\n',
    );
    expect(applyLine(text, { newest: NEWEST, ended: '7.9.0' })).to.equal(
      `  - { version: 7.9.0, from: 7.9.0, since: 7.2.0, until: 8.0.0 }\n${text.replace('8.0.0', '7.9.0')}`,
    );
  });

  it('refuses a malformed file', () => {
    for (const text of ['', 'lines: 3\n', '[{ version: 7.8.0 }]\n', '- 7.8.0\n', '- { version: 7.8.0 }\n'])
      expect(applyLine(text, { newest: NEWEST, ended: undefined }), text).to.equal(undefined);
  });
});
