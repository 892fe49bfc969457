import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

import { expect } from 'chai';
import { ts } from 'ts-morph';

import { inProject } from '../support/project-root.js';

/** Every module that a compiled one imports, directly or not. Packages by their names. */
function importsOf(file: string, seen = new Set<string>()): Set<string> {
  const { importedFiles } = ts.preProcessFile(readFileSync(file, 'utf8'));
  for (const { fileName } of importedFiles) {
    const found = fileName.startsWith('.') ? join(dirname(file), fileName) : fileName;
    if (seen.has(found)) continue;
    seen.add(found);
    if (fileName.startsWith('.')) importsOf(found, seen);
  }
  return seen;
}

describe('code that runs next to a token of the registry', () => {
  for (const script of ['publish', 'announce']) {
    it(`${script} only imports Node and modules beside it, which one job passes to the next`, () => {
      const folder = inProject('build', 'release');
      const imports = [...importsOf(join(folder, `${script}.js`))];
      expect(imports).to.include(join(folder, 'packed.js'));
      const others = imports.filter((each) => !each.startsWith('node:') && !each.startsWith(join(folder, '/')));
      expect(others).to.deep.equal([]);
    });
  }

  it('is checked: other imports would be found', () => {
    const imports = [...importsOf(inProject('build', 'release', 'version.js'))];
    expect(imports).to.include('@changesets/get-release-plan');
    expect(imports.some((each) => each.includes('codegen'))).to.equal(true);
  });
});
