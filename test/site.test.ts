import { readdirSync, readFileSync } from 'node:fs';
import { posix, sep } from 'node:path';

import { expect } from 'chai';

import { documents, readDocument } from './support/documents.js';
import { inProject } from './support/project-root.js';

/** The anchors of a document, as code hosts derive them from its headings. */
function anchorsOf(document: string): string[] {
  const text = readDocument(document).replaceAll(/^ *```[\s\S]*?^ *```$/gm, '');
  return [...text.matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) =>
    heading
      .replaceAll(/\[([^\]]*)\]\([^)]*\)/g, '$1')
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{M}\p{N}\p{Pc} -]/gu, '')
      .replaceAll(' ', '-'),
  );
}

/** The page of the examples, and those of single examples. */
function examplePages(): string[] {
  return readdirSync(inProject('examples'), { recursive: true, encoding: 'utf8' })
    .filter((name) => /^([^\\/]+[\\/])?README\.md$/.test(name))
    .map((name) => posix.join('examples', ...name.split(sep)));
}

describe('the pages of the site', () => {
  const groups = JSON.parse(readFileSync(inProject('site', 'navigation.json'), 'utf8')) as readonly {
    readonly title: string;
    readonly pages: readonly string[];
  }[];
  const pages = groups.flatMap((group) => group.pages);

  it('are all documents in docs/ and examples/, each in one place of the navigation', () => {
    const elsewhere = new Set(['README.md', 'generated/README.md']);
    const read = documents().filter((document) => !elsewhere.has(document));
    expect(pages).to.have.members([...read, ...examplePages()]);
  });

  it('have different titles', () => {
    const titles = pages.map((page) => /^# (.+)$/m.exec(readDocument(page))?.[1]);
    expect(titles).to.not.include(undefined);
    expect(new Set(titles).size).to.equal(pages.length);
  });

  it('link to existing headings', () => {
    const anchors = new Map(documents().map((document) => [document, new Set(anchorsOf(document))]));
    const broken = documents().flatMap((document) =>
      [...readDocument(document).matchAll(/\]\(([^)#:]*)#([^)]+)\)/g)]
        .filter(([, target = '', anchor = '']) => {
          const page = target === '' ? document : posix.join(posix.dirname(document), target);
          return anchors.get(page)?.has(anchor) !== true;
        })
        .map(([link]) => `${document}: ${link}`),
    );
    expect(broken).to.deep.equal([]);
  });
});
