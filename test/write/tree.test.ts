import { statSync, symlinkSync, utimesSync } from 'node:fs';

import { expect } from 'chai';

import { CannotRunError } from '../../codegen/common/problem.js';
import { withHeader } from '../../codegen/write/header.js';
import { compareTree, type Difference, editedProblems, type Files } from '../../codegen/write/tree.js';
import { writeTree } from '../../codegen/write/write-tree.js';
import { Folder } from '../support/folder.js';

const ours = (body: string): string => withHeader('the test', `${body}\n`);
const A = ours('a');
const B = ours('b');
const OWNED = ['promise', 'internal'];
const NOTHING: Difference = { changed: [], missing: [], extra: [], edited: [], foreign: [] };

describe('the output folder', () => {
  let folder: Folder;

  beforeEach(() => {
    folder = new Folder();
  });

  afterEach(() => folder.remove());

  const compare = (files: Record<string, string>): Promise<Difference> =>
    compareTree(folder.path, new Map(Object.entries(files)), OWNED);

  const update = async (files: Record<string, string>): Promise<void> => {
    const tree: Files = new Map(Object.entries(files));
    await writeTree(folder.path, tree, await compareTree(folder.path, tree, OWNED));
  };

  describe('compareTree', () => {
    it('finds everything missing if there is no folder', async () => {
      const difference = await compare({ 'promise/Db.ts': A, 'internal/a.ts': B });
      expect(difference).to.deep.equal({ ...NOTHING, missing: ['internal/a.ts', 'promise/Db.ts'] });
    });

    it('finds changed, missing and extra files, also in subfolders', async () => {
      folder.write({
        'promise/same.ts': A,
        'promise/changed.ts': A,
        'promise/extra.ts': A,
        'promise/deep/er/extra.ts': B,
      });
      const difference = await compare({ 'promise/same.ts': A, 'promise/changed.ts': B, 'promise/missing.ts': A });
      expect(difference).to.deep.equal({
        ...NOTHING,
        changed: ['promise/changed.ts'],
        missing: ['promise/missing.ts'],
        extra: ['promise/deep/er/extra.ts', 'promise/extra.ts'],
      });
    });

    it('ignores files outside its folders', async () => {
      folder.write({ 'package.json': '{}', 'callback/Db.ts': A, 'dist/promise/Db.js': '' });
      expect(await compare({})).to.deep.equal(NOTHING);
    });

    it('recognizes edited and foreign files among the changed and extra ones', async () => {
      folder.write({
        'promise/edited.ts': `${A}// mine\n`,
        'promise/foreign.ts': '// mine\n',
        'promise/edited-extra.ts': `${A}// mine\n`,
        'promise/notes.ts': 'mine\n',
      });
      expect(await compare({ 'promise/edited.ts': A, 'promise/foreign.ts': B })).to.deep.equal({
        changed: ['promise/edited.ts', 'promise/foreign.ts'],
        missing: [],
        extra: ['promise/edited-extra.ts', 'promise/notes.ts'],
        edited: ['promise/edited-extra.ts', 'promise/edited.ts'],
        foreign: ['promise/foreign.ts', 'promise/notes.ts'],
      });
    });

    it('ignores other line ends in a checkout, and still finds an edit in it', async () => {
      const windows = (text: string): string => text.replaceAll('\n', '\r\n');
      folder.write({
        'promise/same.ts': windows(A),
        'promise/edited.ts': windows(`${A}// mine\n`),
        'promise/old.ts': windows(B),
      });
      expect(await compare({ 'promise/same.ts': A, 'promise/edited.ts': A })).to.deep.equal({
        ...NOTHING,
        changed: ['promise/edited.ts'],
        extra: ['promise/old.ts'],
        edited: ['promise/edited.ts'],
      });
    });

    it('treats a linked folder among its folders as foreign, and does not write through it', async () => {
      folder.write({ 'elsewhere/a.ts': A, 'promise/Db.ts': A });
      symlinkSync('../elsewhere', folder.at('promise/deep'));
      symlinkSync('../elsewhere', folder.at('promise/other'));
      const files = { 'promise/Db.ts': A, 'promise/deep/a.ts': B };
      const difference = {
        ...NOTHING,
        extra: ['promise/deep'],
        foreign: ['promise/deep'],
        missing: ['promise/deep/a.ts'],
      };
      expect(await compare(files)).to.deep.equal(difference);
      await update(files);
      expect(folder.read()).to.deep.equal({ 'elsewhere/a.ts': A, 'promise/Db.ts': A, 'promise/deep/a.ts': B });
    });

    it('fails if one of its folders is a file', async () => {
      folder.write({ promise: 'a file' });
      const error: unknown = await compare({ 'promise/Db.ts': A }).catch((reason: unknown) => reason);
      expect(error).to.be.instanceOf(CannotRunError);
      expect((error as Error).message).to.match(/promise cannot be read as a folder: it is not a folder/);
    });
  });

  describe('editedProblems', () => {
    it('reports each file that would be lost, and why', () => {
      const difference: Difference = {
        changed: ['promise/Db.ts'],
        missing: [],
        extra: ['promise/Old.ts', 'promise/notes.md'],
        edited: ['promise/Db.ts', 'promise/Old.ts'],
        foreign: ['promise/notes.md'],
      };
      expect(editedProblems('generated', difference).map(({ rule, message }) => `${rule}: ${message}`)).to.deep.equal([
        'edited-by-hand: generated/promise/Db.ts was edited by hand, and would be overwritten',
        'edited-by-hand: generated/promise/Old.ts was edited by hand, and would be deleted',
        'foreign-file: generated/promise/notes.md was not written by the generator, is in one of its folders, and would be deleted',
      ]);
    });
  });

  describe('writeTree', () => {
    it('writes and deletes files, and removes empty folders', async () => {
      folder.write({ 'promise/Old.ts': A, 'internal/old/a.ts': A, 'promise/Db.ts': A, 'README.md': 'mine' });
      await update({ 'promise/Db.ts': B, 'promise/new/Admin.ts': A });
      expect(folder.read()).to.deep.equal({
        'README.md': 'mine',
        'internal/': '',
        'promise/Db.ts': B,
        'promise/new/Admin.ts': A,
      });
    });

    it('creates the output folder if there is none', async () => {
      const files = new Map([['promise/Db.ts', A]]);
      await writeTree(folder.at('deep/out'), files, { ...NOTHING, missing: ['promise/Db.ts'] });
      expect(folder.read()).to.deep.equal({ 'deep/out/promise/Db.ts': A });
    });

    it('does not touch unchanged files, or a folder without changes', async () => {
      const long = new Date('2001-02-03T04:05:06Z');
      folder.write({ 'promise/same.ts': A, 'promise/changed.ts': A });
      for (const path of ['promise/same.ts', 'promise/changed.ts', '.']) utimesSync(folder.at(path), long, long);
      await update({ 'promise/same.ts': A, 'promise/changed.ts': A });
      for (const path of ['promise/same.ts', 'promise/changed.ts', '.'])
        expect(statSync(folder.at(path)).mtime, path).to.deep.equal(long);
      await update({ 'promise/same.ts': A, 'promise/changed.ts': B });
      expect(statSync(folder.at('promise/same.ts')).mtime).to.deep.equal(long);
      expect(statSync(folder.at('promise/changed.ts')).mtime).not.to.deep.equal(long);
    });

    /** Fails to write a file, between other files, because of something else at its place. */
    const broken = async (inTheWay: string): Promise<unknown> => {
      folder.write({ 'promise/a.ts': A, 'promise/old.ts': A, [inTheWay]: 'x', 'promise/z.ts': A });
      const old = new Date('2001-02-03T04:05:06Z');
      utimesSync(folder.at('promise/a.ts'), old, old);
      const before = folder.read();
      const tree: Files = new Map([
        ['promise/a.ts', B],
        ['promise/new/n.ts', B],
        ['promise/m.ts', B],
        ['promise/z.ts', B],
      ]);
      const difference = {
        ...NOTHING,
        changed: ['promise/a.ts', 'promise/z.ts'],
        missing: ['promise/new/n.ts', 'promise/m.ts'],
      };
      const error: unknown = await writeTree(folder.path, tree, { ...difference, extra: ['promise/old.ts'] }).catch(
        (reason: unknown) => reason,
      );
      expect(folder.read(), 'the folder afterwards').to.deep.equal(before);
      expect(statSync(folder.at('promise/a.ts')).mtime).to.deep.equal(old);
      return error;
    };

    it('leaves the folder unchanged if there is a folder in the place of a file', async () => {
      const error = await broken('promise/m.ts/inside.txt');
      expect(error).to.be.instanceOf(CannotRunError);
      expect((error as Error).message).to.contain('cannot be written and is unchanged');
      expect((error as Error).message).to.contain('m.ts is a folder, but a file has to go there');
    });

    it('leaves the folder unchanged if there is a file in the place of a folder', async () => {
      expect(await broken('promise/new')).to.be.instanceOf(CannotRunError);
    });

    it('leaves nothing behind if it fails in a folder that it has created', async () => {
      const files = new Map([
        ['promise', A],
        ['promise/Db.ts', A],
      ]);
      const missing = ['promise', 'promise/Db.ts'];
      const error: unknown = await writeTree(folder.at('new/out'), files, { ...NOTHING, missing }).catch(
        (reason: unknown) => reason,
      );
      expect(error).to.be.instanceOf(CannotRunError);
      expect(folder.read()).to.deep.equal({});
    });

    it('fails if the output folder is a file', async () => {
      folder.write({ out: 'a file' });
      const files = new Map([['promise/Db.ts', A]]);
      const error: unknown = await writeTree(folder.at('out'), files, { ...NOTHING, missing: ['promise/Db.ts'] }).catch(
        (reason: unknown) => reason,
      );
      expect(error).to.be.instanceOf(CannotRunError);
      expect(folder.read()).to.deep.equal({ out: 'a file' });
    });
  });
});
