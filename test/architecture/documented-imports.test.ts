import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { posix } from 'node:path';

import { expect } from 'chai';

import { codeBlocks, codeIn, tableRows } from '../support/documents.js';
import { inProject } from '../support/project-root.js';

/** The folder that all others may import. */
const FOR_EVERYBODY = 'common';

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
      const found = importsOf(name).filter(({ of }) => of !== name && of !== FOR_EVERYBODY);
      const uniqueOf = (isPackage: boolean) => [
        ...new Set(found.filter((each) => each.isPackage === isPackage).map(({ of }) => of)),
      ];
      expect(uniqueOf(false)).to.have.members(codeIn(folders));
      expect(uniqueOf(true)).to.have.members(codeIn(packages));
    });
  }
});

describe('the rooms of docs/architecture.md', () => {
  const rooms = tableRows('docs/architecture.md', 'Room')
    .flatMap(([names = '']) => codeIn(names))
    .map((name) => name.replace(/\/$/, ''));

  it('are those of the code: each folder is listed, or is inside one that is described', () => {
    expect(rooms.filter((room) => !existsSync(inProject('codegen', room)))).to.deep.equal([]);
    const top = readdirSync(inProject('codegen'), { withFileTypes: true }).filter((each) => each.isDirectory());
    expect(top.map(({ name }) => name).filter((name) => !isListed(rooms, name))).to.deep.equal([]);
  });

  it('have the modules that the page names', () => {
    const named = tableRows('docs/architecture.md', 'I want to')
      .flatMap(([, where = '']) => codeIn(where))
      .filter((code) => code.includes('/'));
    expect(named.length).to.be.greaterThan(15);
    const places = ['codegen', '.'];
    expect(named.filter((path) => !places.some((place) => existsSync(inProject(place, path))))).to.deep.equal([]);
  });

  it('are those of the diagram', () => {
    const picture = codeBlocks('docs/architecture.md').find(({ language }) => language === 'mermaid');
    const folders = [...(picture?.text ?? '').matchAll(/([a-z]+)\/(?![\w*])/g)].map(([, name]) => name ?? '');
    expect(folders).to.include.members(['driver', 'plan', 'drift', 'generated']);
    const places = ['codegen', '.'];
    expect(folders.filter((name) => !places.some((place) => existsSync(inProject(place, name))))).to.deep.equal([]);
  });
});

function isListed(rooms: readonly string[], folder: string): boolean {
  return rooms.some((room) => room === folder || room.startsWith(`${folder}/`));
}
