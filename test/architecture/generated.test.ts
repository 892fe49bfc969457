import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

import { expect } from 'chai';
import { ts } from 'ts-morph';

import { packageRoot } from '../../codegen/common/package-root.js';
import { builtInFrameworks } from '../../codegen/frameworks/load/load-framework.js';
import { WIDTH } from '../../codegen/plan/text/layout.js';
import { Folder } from '../support/folder.js';
import { importEachFirst } from './first-import.js';
import { nodesIn, parse, readSource, type Source, sourcesIn } from './sources.js';

const GENERATED = join(packageRoot(), 'generated');

describe('generated/', function () {
  this.timeout(60_000);

  it('can be loaded from any of its modules: no import cycle goes through `extends`', async () => {
    const folder = join(GENERATED, 'modules');
    const modules = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith('.js'));
    expect(modules.length).to.be.greaterThan(80);
    expect(await importEachFirst(modules.map((path) => join(folder, path)))).to.deep.equal([]);
  });

  it('has lines of at most 120 columns, except for types that cannot be broken', async () => {
    const folders = ['internal', ...(await builtInFrameworks())].filter((name) => existsSync(join(GENERATED, name)));
    const tooLong = folders.flatMap((folder) =>
      sourcesIn(join(GENERATED, folder), '.ts').flatMap((source) =>
        overlongLines(source).map((line) => `${folder}/${source.path}:${line}`),
      ),
    );
    expect(tooLong).to.deep.equal([]);
  });
});

describe('importEachFirst', function () {
  this.timeout(20_000);

  it('finds a base that imports its subclass, from the side on which that fails', async () => {
    const folder = new Folder();
    try {
      folder.write({
        'package.json': '{ "type": "module" }',
        'base.js': "import { Sub } from './sub.js';\nexport class Base { sub() { return new Sub(); } }\n",
        'sub.js': "import { Base } from './base.js';\nexport class Sub extends Base {}\n",
      });
      const failures = await importEachFirst([folder.at('sub.js'), folder.at('base.js')]);
      expect(failures).to.deep.equal([
        { path: folder.at('base.js'), error: "ReferenceError: Cannot access 'Base' before initialization" },
      ]);
    } finally {
      folder.remove();
    }
  });
});

/** The numbers of the lines that would be too long even without their longest type. */
function overlongLines(source: Source): number[] {
  const file = parse(source);
  const types = new Map<number, number>();
  for (const node of nodesIn(file)) {
    if (!ts.isTypeNode(node) && !ts.isTypeParameterDeclaration(node)) continue;
    const line = file.getLineAndCharacterOfPosition(node.getStart()).line;
    const last = file.getLineAndCharacterOfPosition(node.getEnd()).line;
    if (line === last) types.set(line, Math.max(types.get(line) ?? 0, node.getWidth()));
  }
  return source.text.split('\n').flatMap((text, at) => {
    const rest = text.length - (types.get(at) ?? 0);
    return text.length > WIDTH && (rest > WIDTH || !types.has(at)) ? [at + 1] : [];
  });
}

describe('overlongLines', () => {
  const lines = (text: string): number[] => overlongLines(readSource('a.ts', text, '.ts'));
  const long = 'x'.repeat(WIDTH);

  it('finds long statements, comments and lists', () => {
    expect(lines(`const a = '${long}';\n/** ${long} */\nf(a,${'a,'.repeat(WIDTH)} a);\nf(a);`)).to.deep.equal([
      1, 2, 3,
    ]);
  });

  it('allows one long type', () => {
    expect(
      lines(
        `type A = { a: '${long}' };\nfunction f(\n  a: '${long}',\n): void {}\nclass B<\n  T extends '${long}',\n> {}`,
      ),
    ).to.deep.equal([]);
  });

  it('does not allow two', () => {
    expect(lines(`function f(a: '${long}', b: '${long}'): void {}`)).to.deep.equal([1]);
  });
});
