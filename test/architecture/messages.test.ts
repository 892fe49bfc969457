import { readFileSync } from 'node:fs';

import { expect } from 'chai';
import { ts } from 'ts-morph';

import { entriesUnder } from '../../codegen/common/files/entries-under.js';
import { inProject } from '../support/project-root.js';
import { codegenSources, nodesIn, parse } from './sources.js';

/** The targets of this project's Makefile, which users do not have. */
function targets(): string[] {
  const makefile = readFileSync(inProject('Makefile'), 'utf8');
  return [...makefile.matchAll(/^([a-z][a-z-]*):/gm)].map(([, name]) => name ?? '');
}

/** Whether a node is a string, or a part of a template. */
function isText(node: ts.Node): node is ts.LiteralLikeNode {
  return ts.isStringLiteralLike(node) || ts.isTemplateHead(node) || ts.isTemplateMiddleOrTemplateTail(node);
}

/** Whether a text is passed to a function, alone or as a part of another text. */
function isArgumentOf(node: ts.Node, name: string): boolean {
  for (let each = node; !ts.isSourceFile(each); each = each.parent)
    if (ts.isCallExpression(each) && each.expression.getText() === name) return true;
  return false;
}

describe('the messages of the generator', () => {
  const own = new RegExp(`\\bmake (${targets().join('|')})\\b|\\bMakefile\\b`);

  it('contain targets that differ from English words', () => {
    expect(targets()).to.include.members(['generate', 'test', 'drift']);
    expect(own.test('run `make generate`')).to.equal(true);
    expect(own.test('make it a file that this user can read')).to.equal(false);
  });

  it('name no target of a Makefile, which users do not have', () => {
    const texts = codegenSources().flatMap((source) =>
      nodesIn(parse(source))
        .filter(isText)
        .map(({ text }) => ({ path: source.path, text })),
    );
    expect(texts.length).to.be.greaterThan(1000);
    expect(texts.filter(({ text }) => own.test(text))).to.deep.equal([]);
  });

  it('name modules of the generator only to people who can change them', () => {
    const module = /\b(teach|to|under) codegen\//;
    const all = codegenSources().flatMap((source) =>
      nodesIn(parse(source))
        .filter(isText)
        .filter(({ text }) => module.test(text))
        .map((node) => ({ path: source.path, text: node.text, isGuarded: isArgumentOf(node, 'fixInGenerator') })),
    );
    expect(all.length).to.be.greaterThan(15);
    expect(all.filter(({ isGuarded }) => !isGuarded)).to.deep.equal([]);
  });

  it('nor do the files that it writes for users', async () => {
    const starters = (await entriesUnder(inProject('codegen/starters'))).filter((each) => each.isFile());
    expect(starters.length).to.be.greaterThan(5);
    const naming = starters.filter(({ parentPath, name }) => own.test(readFileSync(`${parentPath}/${name}`, 'utf8')));
    expect(naming.map(({ name }) => name)).to.deep.equal([]);
  });
});
