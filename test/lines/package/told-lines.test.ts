import { expect } from 'chai';

import { withLines } from '../../../codegen/lines/package/told-lines.js';
import type { PublishedLine } from '../../../codegen/spec/published-lines.js';
import { loadPublishedLines } from '../../../codegen/spec/published-lines.js';
import { readDocument } from '../../support/documents.js';
import { inProject } from '../../support/project-root.js';

const LINES: readonly PublishedLine[] = [
  ['7.9.0', '7.8.0', '8.0.0'],
  ['7.7.0', '7.0.0', '7.8.0'],
  ['6.22.0', '6.0.0', '7.0.0'],
].map(([from = '', since = '', until = '']) => ({
  version: from,
  from,
  releases: { since, until },
  place: { file: 'lines.yaml', line: 1, column: 1 },
}));

describe('the packages in a document', () => {
  it('are listed between marks, and nothing else changes', () => {
    const text =
      '# A\n\n<!-- packages: table -->\nold\n<!-- /packages -->\n\nb\n<!-- packages: sentence -->\n<!-- /packages -->\n';
    expect(withLines('README.md', text, LINES)).to.deep.equal({
      problems: [],
      text: `# A

<!-- packages: table -->

| mongodb | Install | Generated from |
| --- | --- | --- |
| \`>=7.8.0 <8\` | \`npm install motorized@7\` | mongodb 7.9.0 |
| \`>=6.0.0 <7\` | \`npm install motorized@6\` | mongodb 6.22.0 |

<!-- /packages -->

b
<!-- packages: sentence -->

\`motorized@7\` is generated from mongodb 7.9.0, for \`>=7.8.0 <8\`; \`motorized@6\` from 6.22.0.

<!-- /packages -->
`,
    });
  });

  it('are a problem if there are no marks, or unknown ones', () => {
    const found = (text: string): string[] =>
      withLines('a.md', text, LINES).problems.map(({ at, message, fix }) => `${at?.line} ${message}; ${fix}`);
    expect(found('# A\n')[0]).to.match(
      /^1 there is no mark for the list of packages; write `<!-- packages: table -->`/,
    );
    expect(found('a\n<!-- packages: list -->\n<!-- /packages -->\n')).to.deep.equal([
      '2 `list` is not a form of the list of packages; write `sentence` or `table` there',
    ]);
    expect(found('<!-- packages: table -->\na\n')).to.deep.equal([
      '1 the list of packages has no end mark; write `<!-- /packages -->` after it',
    ]);
  });

  it('agree with lines.yaml in this project', () => {
    const { lines } = loadPublishedLines(inProject('spec'));
    for (const document of ['README.md', 'CHANGELOG.md']) {
      const text = readDocument(document);
      expect(withLines(document, text, lines), 'make generate').to.deep.equal({ text, problems: [] });
    }
  });
});
