import { readFileSync } from 'node:fs';

import { expect } from 'chai';
import { ts } from 'ts-morph';

import { entriesUnder } from '../../codegen/common/files/entries-under.js';
import { inProject } from '../support/project-root.js';
import { codegenSources, nodesIn, parse } from './sources.js';

/** The targets of this project's Makefile, which nobody else has. */
function targets(): string[] {
  const makefile = readFileSync(inProject('Makefile'), 'utf8');
  return [...makefile.matchAll(/^([a-z][a-z-]*):/gm)].map(([, name]) => name ?? '');
}

describe('the messages of the generator', () => {
  const own = new RegExp(`\\bmake (${targets().join('|')})\\b|\\bMakefile\\b`);

  it('are distinguished from English words', () => {
    expect(targets()).to.include.members(['generate', 'test', 'drift']);
    expect(own.test('run `make generate`')).to.equal(true);
    expect(own.test('make it a file that this user can read')).to.equal(false);
  });

  it('name no target of a Makefile, which the user has not', () => {
    const texts = codegenSources().flatMap((source) =>
      nodesIn(parse(source))
        .filter(
          (node) => ts.isStringLiteralLike(node) || ts.isTemplateHead(node) || ts.isTemplateMiddleOrTemplateTail(node),
        )
        .map(({ text }) => ({ path: source.path, text })),
    );
    expect(texts.length).to.be.greaterThan(1000);
    expect(texts.filter(({ text }) => own.test(text))).to.deep.equal([]);
  });

  it('nor do the files that it writes for a user', async () => {
    const starters = (await entriesUnder(inProject('codegen/starters'))).filter((each) => each.isFile());
    expect(starters.length).to.be.greaterThan(5);
    const naming = starters.filter(({ parentPath, name }) => own.test(readFileSync(`${parentPath}/${name}`, 'utf8')));
    expect(naming.map(({ name }) => name)).to.deep.equal([]);
  });
});
