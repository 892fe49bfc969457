import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { expect } from 'chai';

import {
  caseNames,
  type CaseResult,
  casesFolder,
  differingTexts,
  generateCase,
  readExpected,
  type Tree,
  writeExpected,
  writeFolder,
} from './support/case.js';
import { CompileFolder } from './support/compile.js';

const UPDATE = process.env['UPDATE_CASES'] === '1';

/** Each folder below test/cases has a small driver.d.ts, a spec, and the expected output. */
describe('golden cases', function () {
  this.timeout(60_000);
  const results = new Map<string, CaseResult>();

  for (const name of caseNames()) {
    it(name, async () => {
      const result = await generateCase(name);
      results.set(name, result);
      if (UPDATE) writeExpected(name, result.files);
      const { expected, actual } = differingTexts(readExpected(name), result.files);
      expect(actual, `test/cases/${name}/expected differs; read the diff, then \`make cases-accept\``).to.equal(
        expected,
      );
      expect(result.files.size, 'files').to.be.greaterThan(0);
    });
  }

  it('are the same whatever the order of spec files and frameworks', async () => {
    for (const name of ['collisions', 'events', 'not-plannable']) {
      const reversed = await generateCase(name, (items) => items.toReversed());
      const { expected, actual } = differingTexts(readExpected(name), reversed.files);
      expect(actual).to.equal(expected);
    }
  });

  it('all compile against their own drivers', async () => {
    const folder = new CompileFolder();
    try {
      for (const [name, { verbatim }] of results) {
        const expected = readExpected(name);
        writeFolder(join(folder.path, name), new Map([...expected, ...verbatim]));
        const declarations = readFileSync(join(casesFolder, name, 'driver.d.ts'), 'utf8');
        // The shared modules stay with the installed driver, whose emitter types them.
        for (const framework of foldersOf(verbatim)) folder.addDriver(join(name, framework), declarations);
      }
      // To notice a compiler that checks nothing.
      writeFolder(join(folder.path, 'wrong'), new Map([['wrong.ts', "export const wrong: number = 'text';\n"]]));
      // Modules that are the same in every case are compiled with the published package.
      const own = (await folder.check()).filter((error) => !/^[\w-]+\/internal\//.test(error));
      expect(own.filter((error) => !error.startsWith('wrong/')).join('\n')).to.equal('');
      expect(own).to.have.length(1);
    } finally {
      folder.remove();
    }
  });
});

function foldersOf(verbatim: Tree): string[] {
  return [...verbatim.keys()]
    .filter((path) => path.endsWith('/runtime.ts'))
    .map((path) => path.slice(0, path.indexOf('/')));
}

describe('differingTexts', () => {
  const tree = (files: Record<string, string>): Tree => new Map(Object.entries(files));

  it('finds no difference between equal trees', () => {
    const { expected, actual } = differingTexts(tree({ a: '1', b: '2' }), tree({ b: '2', a: '1' }));
    expect([expected, actual]).to.deep.equal(['', '']);
  });

  it('shows changed, missing and extra files, and nothing else', () => {
    const { expected, actual } = differingTexts(
      tree({ same: '0', changed: '1', missing: '2', empty: '' }),
      tree({ same: '0', changed: '3', extra: '4' }),
    );
    expect(expected).to.equal('===== changed\n1\n===== empty\n\n===== missing\n2');
    expect(actual).to.equal('===== changed\n3\n===== extra\n4');
  });
});
