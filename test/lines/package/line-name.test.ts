import { expect } from 'chai';

import { lineName, lineTag } from '../../../codegen/lines/package/line-name.js';
import { loadPublishedLines, parsePublishedLines } from '../../../codegen/spec/published-lines.js';
import { inProject } from '../../support/project-root.js';

/** Two packages of one minor version, as if a patch release of the driver had added something. */
const OF_ONE_MINOR = `
- { version: 7.0.0, from: 7.0.0, since: 7.0.0, until: 8.0.0 }
- { version: 6.13.1, from: 6.13.1, since: 6.13.1, until: 7.0.0 }
- { version: 6.13.0, from: 6.13.0, since: 6.12.0, until: 6.13.1 }
- { version: 6.11.2, from: 6.11.0, since: 6.0.0, until: 6.12.0 }
`;

describe('the tag of a line on the registry', () => {
  const { lines } = loadPublishedLines(inProject('spec'));
  const { lines: close, problems } = parsePublishedLines('lines.yaml', OF_ONE_MINOR);

  it('is `latest` for the newest line only', () => {
    const [newest, ...others] = lines.map((line) => lineTag(line, lines));
    expect(newest).to.equal('latest');
    expect(others).to.include('mongodb-6.22').and.not.include('latest');
  });

  it('is unique for each line', () => {
    const tags = lines.map((line) => lineTag(line, lines));
    expect(tags).to.deep.equal([...new Set(tags)]);
  });

  it('has the release of the older one of two lines with the same minor version', () => {
    expect(problems).to.deep.equal([]);
    expect(close.map((line) => lineTag(line, close))).to.deep.equal([
      'latest',
      'mongodb-6.13',
      'mongodb-6.13.0',
      'mongodb-6.11',
    ]);
    expect(close.map((line) => lineName(line, close))).to.deep.equal(['7', '6', '6.13.0', '6.11']);
  });

  it('is not a version range, which npm refuses as a tag', () => {
    expect(lines.map((line) => lineTag(line, lines)).filter((tag) => /^[v\d]/.test(tag))).to.deep.equal([]);
  });
});
