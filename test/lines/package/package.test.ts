import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { expect } from 'chai';

import { runPackage } from '../../../codegen/commands/lines/package.js';
import { CannotRunError } from '../../../codegen/common/problem.js';
import { loadPublishedLines, namedLine } from '../../../codegen/spec/published-lines.js';
import { inProject } from '../../support/project-root.js';

describe('motorized package', function () {
  this.timeout(60_000);

  let folder = '';
  const kept = process.env['MOTORIZED_CACHE'];
  const { lines } = loadPublishedLines(inProject('spec'));
  const newest = namedLine(lines, lines[0]?.version ?? '');
  const options = {
    line: newest.version,
    spec: inProject('spec'),
    frameworks: ['promise'],
    options: [],
    template: inProject('generated'),
  };

  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'motorized-package-'));
    // The installed release is that of the newest line, so nothing has to be fetched.
    const installed = join(folder, 'cache', `mongodb@${newest.from}-installed`);
    for (const name of ['mongodb', 'bson'])
      cpSync(inProject('node_modules', name), join(installed, 'node_modules', name), { recursive: true });
    writeFileSync(join(installed, 'package.json'), '{}');
    process.env['MOTORIZED_CACHE'] = join(folder, 'cache');
  });
  after(() => {
    if (kept === undefined) delete process.env['MOTORIZED_CACHE'];
    else process.env['MOTORIZED_CACHE'] = kept;
    rmSync(folder, { recursive: true });
  });

  it('writes a package that is ready to compile, and replaces an earlier one', async () => {
    const out = join(folder, 'new');
    mkdirSync(join(out, 'dist'), { recursive: true });
    writeFileSync(join(out, 'package.json'), '{ "name": "motorized" }');
    const { code, lines } = await runPackage({ ...options, out });
    expect(code).to.equal(0);
    expect(lines).to.deep.equal([`${out}: motorized ${newest.version}, generated from mongodb ${newest.from}`]);
    expect(readFileSync(join(out, 'package.json'), 'utf8')).to.equal(
      readFileSync(inProject('generated', 'package.json'), 'utf8'),
    );
    expect(readFileSync(join(out, 'src', 'promise', 'Collection.ts'), 'utf8')).to.include('@param');
    const driver = join(out, 'node_modules', 'mongodb');
    expect([existsSync(join(driver, 'mongodb.d.ts')), existsSync(join(driver, 'lib', 'index.js'))]).to.deep.equal([
      true,
      false,
    ]);
    expect(existsSync(join(out, 'dist'))).to.equal(false);
    expect(readdirSync(folder)).to.have.members(['cache', 'new']);
  });

  it('does not touch a folder with other contents', async () => {
    const out = join(folder, 'other');
    mkdirSync(out);
    writeFileSync(join(out, 'package.json'), '{ "name": "mine" }');
    const error: unknown = await runPackage({ ...options, out }).catch((cause: unknown) => cause);
    expect(error).to.be.instanceOf(CannotRunError);
    expect(error).to.have.property('message', `${out} holds something other than the package of a line`);
    expect(readdirSync(out)).to.deep.equal(['package.json']);
  });

  it('refuses an unknown line, and a template that is not a package', async () => {
    const out = join(folder, 'none');
    const refused = async (other: object): Promise<unknown> =>
      runPackage({ ...options, ...other, out }).catch((cause: unknown) => cause);
    expect(await refused({ line: '4' })).to.have.property('message', "there is no line '4'");
    expect(await refused({ template: folder })).to.have.property('message', `${folder}/package.json is not there`);
    expect(existsSync(out)).to.equal(false);
  });
});
