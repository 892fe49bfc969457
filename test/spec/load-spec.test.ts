import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';

import { formatProblems } from '../../codegen/common/problem-text.js';
import { CannotRunError } from '../../codegen/common/problem.js';
import { type LoadedSpec, loadSpec } from '../../codegen/spec/load-spec.js';

function load(files: Record<string, string | Uint8Array>): LoadedSpec {
  const bytes = Object.entries(files).map(([file, text]) => [file, Buffer.from(text)] as const);
  return loadSpec('spec', () => new Map(bytes));
}

function shown({ problems, sources }: LoadedSpec): string[] {
  return formatProblems(problems, { sources, color: false, frames: false }).split('\n');
}

describe('loadSpec', () => {
  it('accepts more lines than a call can have arguments', function () {
    this.timeout(60_000);
    const lines = Array.from({ length: 150_000 }, (_, at) => `  - call${at}\n`).join('');
    const { spec, problems } = load({ 'spec/A.yaml': `class: A\ncommands:\n${lines}` });
    expect(problems).to.deep.equal([]);
    expect(spec.classes[0]?.claims).to.have.length(150_000);
  });

  it('sorts files and classes by code unit', () => {
    const { spec, problems, sources } = load({
      'spec/b.yaml': 'class: b\n',
      'spec/a.yaml': 'class: a\n',
      'spec/B.yaml': 'class: B\n',
    });
    expect(problems).to.deep.equal([]);
    expect(spec.folder).to.equal('spec');
    expect(spec.classes.map((one) => one.class)).to.deep.equal(['B', 'a', 'b']);
    expect([...sources.keys()]).to.deep.equal(['spec/B.yaml', 'spec/a.yaml', 'spec/b.yaml']);
  });

  it('reports all problems of all files, and loads the valid files', () => {
    const loaded = load({
      'spec/A.yaml': 'class: A\ncomands: [a]\nmethods: 5\n',
      'spec/B.yaml': 'class: B\n\tmethods: [x]\n',
      'spec/C.yaml': 'class: C\n',
    });
    expect(loaded.problems.map(({ rule, at }) => `${at?.file} ${rule}`)).to.deep.equal([
      'spec/A.yaml spec-unknown-key',
      'spec/A.yaml spec-wrong-type',
      'spec/B.yaml spec-syntax',
    ]);
    expect(loaded.spec.classes.map((one) => one.class)).to.deep.equal(['C']);
  });

  it('reports a class that two files describe, even if one of them is invalid', () => {
    const loaded = load({ 'spec/A.yaml': 'class: A\nmethods: 5\n', 'spec/B.yaml': '\nclass: A\n' });
    expect(shown(loaded).slice(2)).to.deep.equal([
      'spec/B.yaml:2:8 A: the class `A` is in spec/A.yaml already, expected one file for each class (spec-duplicate)',
      '  fix: delete one of the two files, or correct the class',
      '  see: spec/A.yaml:1:8',
      'spec/B.yaml:2:8 A: the file is named `B.yaml`, expected `A.yaml` after its class (spec-file-name)',
      '  fix: rename the file to `A.yaml`, or correct the class',
    ]);
    expect(loaded.spec.classes).to.deep.equal([]);
  });

  it('reports invalid UTF-8, at the byte', () => {
    const bytes: readonly [Uint8Array, string][] = [
      [Buffer.from('class: A\nmethods: [\xE4]\n', 'latin1'), '2:11: the byte 0xE4'],
      [Buffer.from([...Buffer.from('class: A # \uFFFD\u00E4 '), 0xff]), '1:15: the byte 0xFF'],
      [Buffer.from([0xef, 0xbb, 0xbf, ...Buffer.from('class: '), 0xc3]), '1:8: the byte 0xC3'],
      [Buffer.from([...Buffer.from('a'), 0xef, 0xbf]), '1:2: the byte 0xEF'],
      [Buffer.from([...Buffer.from('a\n'), 0xef, 0xbf, 0x41]), '2:1: the byte 0xEF'],
      [Buffer.from('\uFEFFclass: A', 'utf16le'), '1:1: the byte 0xFF'],
    ];
    for (const [content, place] of bytes) {
      expect(shown(load({ 'spec/A.yaml': content }))).to.deep.equal([
        `spec/A.yaml:${place} is not UTF-8, expected a file in UTF-8 (spec-syntax)`,
        '  fix: save the file in UTF-8',
      ]);
    }
  });

  it('ignores a byte order mark, also in the sources', () => {
    const { problems, sources } = load({ 'spec/A.yaml': '\uFEFFclass: A\n' });
    expect(problems).to.deep.equal([]);
    expect(sources.get('spec/A.yaml')).to.equal('class: A\n');
  });
});

describe('loadSpec from disk', () => {
  let folder = '';
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'spec-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  function failure(path: string): CannotRunError {
    try {
      loadSpec(path);
    } catch (error) {
      if (error instanceof CannotRunError) return error;
      throw error;
    }
    return expect.fail('the spec was loaded');
  }

  it('reads the YAML files of the folder, and nothing else', () => {
    writeFileSync(join(folder, 'A.yaml'), 'class: A\n');
    writeFileSync(join(folder, 'schema.json'), '{');
    writeFileSync(join(folder, 'README.md'), 'class: 5');
    mkdirSync(join(folder, 'old'));
    writeFileSync(join(folder, 'old', 'B.yaml'), 'class: 5');
    mkdirSync(join(folder, 'C.yaml'));
    for (const spelled of [folder, `${folder}/`]) {
      const { spec, problems, sources } = loadSpec(spelled);
      expect(problems).to.deep.equal([]);
      expect(spec.classes.map(({ file }) => file)).to.deep.equal([`${folder}/A.yaml`]);
      expect([...sources]).to.deep.equal([[`${folder}/A.yaml`, 'class: A\n']]);
    }
  });

  it('reports a file that ends in .yml, instead of silently ignoring it', () => {
    writeFileSync(join(folder, 'A.yml'), 'class: A\n');
    expect(loadSpec(folder).problems.map(({ message }) => message)).to.deep.equal([
      'the file is named `A.yml`, expected `A.yaml` after its class',
    ]);
  });

  it('cannot run without the folder', () => {
    const error = failure(join(folder, 'none'));
    expect(error.message).to.equal(`the spec at ${folder}/none does not exist, expected a folder of YAML files`);
    expect(error.fix).to.equal(
      'name the folder of the spec with --spec; the one that comes with the generator is spec',
    );
  });

  it('cannot run with a file in place of the folder', () => {
    writeFileSync(join(folder, 'A.yaml'), 'class: A\n');
    expect(failure(join(folder, 'A.yaml')).message).to.contain(
      'A.yaml is not a folder, expected a folder of YAML files',
    );
  });

  it('cannot run with a folder without YAML files', () => {
    writeFileSync(join(folder, 'schema.json'), '{}');
    const error = failure(folder);
    expect(error.message).to.equal(
      `the spec folder ${folder} has no .yaml file of a class, expected one for each class`,
    );
    expect(error.fix).to.contain('motorized init spec --class NAME');
  });
});
