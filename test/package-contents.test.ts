import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, posix } from 'node:path';

import { expect } from 'chai';

import { output } from './support/processes.js';
import { inProject } from './support/project-root.js';

/** The files of a package as it would be published, without creating it. */
function packed(folder: string): ReadonlySet<string> {
  const args = ['pack', folder, '--dry-run', '--json', '--ignore-scripts', '--loglevel=error'];
  const listed = JSON.parse(output('npm', args, { cwd: inProject() })) as unknown;
  // npm 11.6 and newer return a map by name.
  const [first] = Object.values(listed as Record<string, { files: readonly { path: string }[] }>);
  return new Set((first?.files ?? []).map(({ path }) => path));
}

for (const folder of ['.', './generated']) {
  describe(`the package of ${folder}`, function () {
    this.timeout(60_000);
    const left = inProject(folder, folder === '.' ? 'codegen' : 'src', '.staging-1-0123abcd', 'new-0');
    let files: ReadonlySet<string>;

    before(() => {
      mkdirSync(dirname(left), { recursive: true });
      writeFileSync(left, '');
      files = packed(folder);
    });
    after(() => rmSync(dirname(left), { recursive: true }));

    it('has documents whose links lead to files in it', () => {
      const documents = [...files].filter((path) => path.endsWith('.md'));
      expect(documents).to.include('README.md');
      const broken = documents.flatMap((document) => {
        const text = readFileSync(join(inProject(folder), document), 'utf8');
        return [...text.matchAll(/\]\(([^)#]+)[^)]*\)/g)]
          .map(([, target = '']) => target)
          .filter((target) => !target.startsWith('https://'))
          .filter((target) => !files.has(posix.join(posix.dirname(document), target)))
          .map((target) => `${document}: ${target}`);
      });
      expect(broken).to.deep.equal([]);
    });

    if (folder === '.')
      it('has the files that motorized init framework writes', () => {
        const starters = readdirSync(inProject('codegen/starters'), { recursive: true, encoding: 'utf8' });
        const texts = starters.filter((name) => name.endsWith('.txt'));
        expect(texts).to.have.lengthOf.above(5);
        expect([...files]).to.include.members(texts.map((name) => `codegen/starters/${name.replaceAll('\\', '/')}`));
      });

    it('has no leftovers of an interrupted run', () => {
      expect([...files].filter((path) => path.includes('.staging-'))).to.deep.equal([]);
    });
  });
}
