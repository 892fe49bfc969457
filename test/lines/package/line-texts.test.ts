import { readdirSync, readFileSync } from 'node:fs';

import { expect } from 'chai';

import { readInternal } from '../../../codegen/frameworks/load/load-framework.js';
import { lineTexts, type Template, withVersion } from '../../../codegen/lines/package/line-texts.js';
import { loadPublishedLines, namedLine, peerRange, type PublishedLine } from '../../../codegen/spec/published-lines.js';
import { publishedManifest } from '../../support/consumer.js';
import { inProject } from '../../support/project-root.js';

describe('the texts of the package of a line', () => {
  const { lines } = loadPublishedLines(inProject('spec'));
  const newest = namedLine(lines, lines[0]?.version ?? '');
  const range = peerRange(newest.releases);
  const template = templateOf(inProject('generated'));

  it('are those of generated/ for the newest line, in agreement with lines.yaml', () => {
    expect(newest).to.equal(lines[0]);
    expect([...lineTexts(template, newest, lines)]).to.deep.equal([...template.texts]);
  });

  it('have the version and the range of an older line, and a tag that is not `latest`', () => {
    const line = namedLine(lines, '6.16');
    const texts = lineTexts(template, line, lines);
    const manifest = JSON.parse(texts.get('package.json') ?? '') as ReturnType<typeof publishedManifest>;
    const { peerDependencies } = publishedManifest();
    expect(manifest).to.deep.equal({
      ...publishedManifest(),
      version: '6.16.0',
      peerDependencies: { ...peerDependencies, mongodb: '>=6.13.1 <6.17.0' },
      publishConfig: { tag: 'mongodb-6.16' },
    });
    expect(texts.get('README.md')).to.include('a peer dependency, `>=6.13.1 <6.17.0`').and.not.include(range);
  });

  it('are refused if the template disagrees with lines.yaml about the newest line', () => {
    const wider: PublishedLine = { ...newest, releases: { ...newest.releases, since: '0.0.1' } };
    expect(() => lineTexts(template, wider, [wider])).to.throw(
      `package.json says version ${newest.version} and mongodb ${range}, but lines.yaml says ${newest.version} and ${peerRange(wider.releases)} for the newest line`,
    );
    const silent = { ...template, texts: new Map([...template.texts, ['README.md', '# motorized\n']]) };
    expect(() => lineTexts(silent, newest, lines)).to.throw(`README.md does not say \`${range}\``);
  });

  it('have their version in the handshake', async () => {
    const internal = await readInternal();
    expect(internal.get('version.ts')).to.include(`VERSION = '${newest.version}'`);
    const other = withVersion(internal, '6.16.2');
    expect(other.get('version.ts')).to.equal(internal.get('version.ts')?.replace(newest.version, '6.16.2'));
    expect(other.size).to.equal(internal.size);
  });
});

function templateOf(folder: string): Template {
  const names = readdirSync(folder, { withFileTypes: true }).filter((each) => each.isFile());
  return { folder, texts: new Map(names.map(({ name }) => [name, readFileSync(`${folder}/${name}`, 'utf8')])) };
}
