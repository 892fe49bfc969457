import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { expect } from 'chai';

import { CannotRunError } from '../../codegen/common/problem.js';
import { lineFor, loadPublishedLines, namedLine, peerRange } from '../../codegen/spec/published-lines.js';
import { inProject } from '../support/project-root.js';

const GOOD = `- { version: 7.9.0, from: 7.9.0, since: 7.8.0, until: 8.0.0 }
- { version: 7.7.1, from: 7.7.0, since: 7.0.0, until: 7.8.0 }
- { version: 6.22.0, from: 6.22.0, since: 6.13.1, until: 7.0.0 }
`;

describe('lines.yaml', () => {
  const folder = mkdtempSync(join(tmpdir(), 'motorized-published-'));
  after(() => rmSync(folder, { recursive: true }));

  function load(text: string): ReturnType<typeof loadPublishedLines> {
    writeFileSync(join(folder, 'lines.yaml'), text);
    return loadPublishedLines(folder);
  }

  /** The problems, without the name of the file. */
  function problems(text: string): string[] {
    return load(text).problems.map(({ at, message, fix }) => `${at?.line}:${at?.column} ${message}; ${fix}`);
  }

  it('lists for each package the release that it is generated from, and the releases that it supports', () => {
    const { lines, problems: none } = load(GOOD);
    expect(none).to.deep.equal([]);
    expect(lines.map(({ releases }) => peerRange(releases))).to.deep.equal([
      '>=7.8.0 <8',
      '>=7.0.0 <7.8.0',
      '>=6.13.1 <7',
    ]);
    expect(lineFor(lines, '7.7.3')?.version).to.equal('7.7.1');
    expect(lineFor(lines, '6.13.0')).to.equal(undefined);
  });

  it('finds the newest line with a name, and lists the existing ones', () => {
    const { lines } = load(GOOD);
    expect(['7', '7.7', '7.7.1', '6'].map((name) => namedLine(lines, name).version)).to.deep.equal([
      '7.9.0',
      '7.7.1',
      '7.7.1',
      '6.22.0',
    ]);
    expect(() => namedLine(lines, '6.2')).to.throw(CannotRunError, "there is no line '6.2'");
  });

  it('may be missing', () => {
    rmSync(join(folder, 'lines.yaml'), { force: true });
    expect(loadPublishedLines(folder)).to.deep.equal({ lines: [], problems: [], sources: new Map() });
  });

  it('reports contradictions with their places', () => {
    const cases: Readonly<Record<string, readonly string[]>> = {
      '- { version: 7.9.0, from: 7.9.0, since: 7.8.0, until: 7.9.0 }\n': [
        '1:3 7.9.0 is not among the releases from 7.8.0 until 7.9.0; extend the range to the release of `from`',
      ],
      '- { version: 7.8.0, from: 7.9.0, since: 7.8.0, until: 8.0.0 }\n': [
        '1:3 the version 7.8.0 is generated from 7.9.0; call it 7.9.0, or a later patch of it',
      ],
      [GOOD.replace('since: 7.8.0', 'since: 7.9.0')]: [
        '1:3 7.9.0 begins with 7.9.0, and 7.7.1 ends before 7.8.0; start each range where the range below ends',
      ],
      [GOOD.split('\n').toReversed().join('\n').trimStart()]: [
        '1:3 6.22.0 is listed before 7.7.1; put the newest first',
        '2:3 7.7.1 is listed before 7.9.0; put the newest first',
      ],
      '- { version: 7.9.0, from: 7.9, since: 7.8.0, until: 8.0.0 }\n': [
        '1:27 `from` of item 1 is the number `7.9`, expected a release of the driver such as `7.9.0`; write it as `{ version: 7.9.0, from: 7.9.0, since: 7.8.0, until: 8.0.0 }`',
      ],
      '- { version: 7.9.0, from: 7.9.0, since: 7.8.0, until: 8.0.0, tag: a }\n': [
        '1:3 item 1 is a map with the unknown key `tag`, expected a map with version, from, since, until; write it as `{ version: 7.9.0, from: 7.9.0, since: 7.8.0, until: 8.0.0 }`',
      ],
      'lines: 3\n': [
        '1:1 the file is a map, expected a list of packages; write it as `{ version: 7.9.0, from: 7.9.0, since: 7.8.0, until: 8.0.0 }`',
      ],
    };
    for (const [text, expected] of Object.entries(cases)) expect(problems(text), text).to.deep.equal(expected);
  });

  it('has a package for every release from 5.0.0 on in this project, without gaps', () => {
    const { lines, problems: none } = loadPublishedLines(inProject('spec'));
    expect(none).to.deep.equal([]);
    expect(lines.at(-1)?.releases.since).to.equal('5.0.0');
  });
});
