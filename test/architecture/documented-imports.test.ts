import { readdirSync, readFileSync, statSync } from 'node:fs';
import { posix } from 'node:path';

import { expect } from 'chai';

import { codeIn, tableRows } from '../support/documents.js';
import { inProject } from '../support/project-root.js';

/** Modules of `codegen/` that every folder may import. */
const FOR_EVERYBODY: ReadonlySet<string> = new Set([
  'problem.ts',
  'order.ts',
  'nearest.ts',
  'package-root.ts',
  'import-typescript.ts',
]);

interface Import {
  readonly file: string;
  /** A folder or file directly under `codegen/`, or a package. */
  readonly of: string;
  readonly isPackage: boolean;
}

/** Every import of another folder or of a package, in the modules of a folder or file under `codegen/`. */
function importsOf(part: string): Import[] {
  const path = inProject('codegen', part);
  const files = statSync(path).isDirectory()
    ? readdirSync(path, { recursive: true, encoding: 'utf8' }).map((name) => `${part}/${name.replaceAll('\\', '/')}`)
    : [part];
  return files.filter((file) => file.endsWith('.ts')).flatMap(importsOfFile);
}

function importsOfFile(file: string): Import[] {
  const text = readFileSync(inProject('codegen', file), 'utf8');
  const declared = text.matchAll(/^(?:import |export |\} )(?:.*from )?'([^']+)';$/gm);
  const loaded = text.matchAll(/await import\('([^']+)'\)/g);
  const specifiers = [...declared, ...loaded].map(([, name]) => name ?? '');
  return specifiers
    .filter((specifier) => !specifier.startsWith('node:'))
    .map((specifier) => {
      const isPackage = !specifier.startsWith('.');
      const inside = posix.join(posix.dirname(file), specifier.replace(/\.js$/, '.ts'));
      const of = isPackage
        ? specifier
            .split('/')
            .slice(0, specifier.startsWith('@') ? 2 : 1)
            .join('/')
        : (inside.split('/')[0] ?? '');
      return { file, of, isPackage };
    });
}

describe('the import rules of docs/architecture.md', () => {
  for (const [part = '', folders = '', packages = ''] of tableRows('docs/architecture.md', 'Folder or file')) {
    const [name = ''] = codeIn(part);
    it(`hold for ${name}`, () => {
      const found = importsOf(name).filter(({ of }) => of !== name && !FOR_EVERYBODY.has(of));
      const uniqueOf = (isPackage: boolean) => [
        ...new Set(found.filter((each) => each.isPackage === isPackage).map(({ of }) => of)),
      ];
      expect(uniqueOf(false)).to.have.members(codeIn(folders));
      expect(uniqueOf(true)).to.have.members(codeIn(packages));
    });
  }
});
