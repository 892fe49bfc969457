import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { expect } from 'chai';
import { parse } from 'yaml';

import { loadSpec } from '../codegen/spec/load-spec.js';
import { parseErrorsFile } from '../codegen/spec/parse/parse-errors.js';
import { specFile } from '../codegen/spec/parse/schema.js';
import { Consumer, frameworkFolders, publishedManifest } from './support/consumer.js';
import { codeBlocks, codeIn, documents, readDocument, tableRows } from './support/documents.js';
import { run } from './support/processes.js';
import { documentPrograms, USED_IN_PROGRAMS } from './support/programs.js';
import { inProject } from './support/project-root.js';

/** The part of a workflow that documents describe. */
interface Workflow {
  readonly jobs: { readonly test: { readonly strategy: { readonly matrix: { readonly node: readonly string[] } } } };
}

const CLI = fileURLToPath(new URL('../codegen/cli.js', import.meta.url));

describe('the documents', function () {
  this.timeout(120_000);
  const blocks = documents().flatMap(codeBlocks);
  let folder: string;

  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'motorized-docs-'));
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  it('have programs that type-check as a strict user compiles them', () => {
    const consumer = new Consumer();
    for (const name of USED_IN_PROGRAMS) consumer.link(name);
    try {
      const programs = documentPrograms().filter(({ file }) => file.endsWith('.ts'));
      for (const { file, text } of programs) consumer.write(file, text);
      expect(programs).to.not.be.empty;
      expect(
        consumer.typeCheck(
          programs.map(({ file }) => file),
          { noEmit: true },
        ).stdout,
      ).to.equal('');
    } finally {
      consumer.remove();
    }
  });

  it('have code blocks only in languages and roles that a test checks', () => {
    const known =
      /^(ts|js|json|sh|yaml|text|mermaid)( (output|compiled|drift|legacy|promise|callback|rxjs|effect|driver|tasks|([\w-]+\/)*[\w-]+\.[\w.]+))?$/;
    const unknown = blocks.filter(({ language, role }) => !known.test(`${language} ${role}`.trim()));
    expect(unknown.map(({ document, line }) => `${document}:${line}`)).to.deep.equal([]);
  });

  it('name existing targets of the Makefile', () => {
    const makefile = readFileSync(inProject('Makefile'), 'utf8');
    const named = documents().flatMap((document) => [...readDocument(document).matchAll(/(?:`|^ *)make ([a-z-]+)/gm)]);
    const targets = new Set(named.map(([, target]) => target ?? ''));
    expect([...targets]).to.include.members(['generate', 'test', 'ci']);
    expect([...targets].filter((target) => !makefile.includes(`\n${target}:`))).to.deep.equal([]);
  });

  it('name existing commands and options of the CLI', () => {
    const shell = blocks.filter(({ language }) => language === 'sh').flatMap(({ text }) => text.split('\n'));
    const calls = shell.filter((line) => /^npx (?:motorized|@motorized\/codegen) /.test(line));
    expect(calls).to.not.be.empty;
    for (const call of calls) {
      const words = call.split(' ').slice(2);
      const command = words.slice(
        0,
        words.findIndex((word) => word.startsWith('-')),
      );
      const { code, stdout } = run(process.execPath, [CLI, ...command, '--help']);
      expect(code, call).to.equal(0);
      for (const option of words.filter((word) => word.startsWith('--'))) expect(stdout, call).to.include(option);
    }
  });

  it('have JavaScript settings that can be parsed', () => {
    const settings = blocks.filter(({ language, role }) => language === 'js' && role.endsWith('.config.js'));
    expect(settings).to.not.be.empty;
    for (const { document, line, text } of settings) {
      const file = join(folder, `settings-${line}.${text.includes('module.exports') ? 'cjs' : 'mjs'}`);
      writeFileSync(file, text);
      expect(run(process.execPath, ['--check', file]).stderr, `${document}:${line}`).to.equal('');
    }
  });

  it('have valid specs', () => {
    const specs = blocks.filter(({ language, role }) => language === 'yaml' && role === '');
    expect(specs).to.not.be.empty;
    for (const { document, line, text } of specs) {
      const [, name] = /^class: (\w+)$/m.exec(text) ?? [];
      if (name === undefined) {
        expect(parseErrorsFile('errors.yaml', text).problems, `${document}:${line}`).to.deep.equal([]);
        continue;
      }
      const spec = join(folder, String(line));
      mkdirSync(spec);
      writeFileSync(join(spec, `${name}.yaml`), text);
      expect(loadSpec(spec).problems, `${document}:${line}`).to.deep.equal([]);
    }
  });

  it('list every key of the spec, and no other', () => {
    const keys = tableRows('docs/spec.md', 'Key').flatMap(([key = '']) => codeIn(key));
    expect(keys).to.have.members(Object.keys(specFile.shape));
  });

  it('link to existing files', () => {
    const broken = documents().flatMap((document) =>
      [...readDocument(document).matchAll(/\]\(([^)#]+)[^)]*\)/g)]
        .map(([, target]) => target ?? '')
        .filter((target) => !target.startsWith('https://') && !existsSync(inProject(dirname(document), target)))
        .map((target) => `${document}: ${target}`),
    );
    expect(broken).to.deep.equal([]);
  });

  it('list each published framework in both tables', () => {
    const names = frameworkFolders().map((name) => `motorized/${name}`);
    for (const document of ['README.md', 'generated/README.md']) {
      const listed = tableRows(document, 'Import', 'A command').flatMap(([name = '']) => codeIn(name));
      expect(listed, document).to.have.members(names);
    }
  });

  it('say which driver the version is generated from, and which drivers it runs with', () => {
    const { version, peerDependencies } = publishedManifest();
    const [, made = ''] =
      /from (mongodb \S+) and/.exec(readFileSync(inProject('generated/promise/index.ts'), 'utf8')) ?? [];
    const range = peerDependencies['mongodb'] ?? '';
    const major = version.split('.')[0];
    expect(tableRows('README.md', 'mongodb', 'Install', 'Generated from')[0]).to.deep.equal([
      `\`${range}\``,
      `\`npm install motorized@${major}\``,
      made,
    ]);
    expect(readDocument('generated/README.md')).to.include(`\`${range}\``);
  });

  it('list the other supported versions: those that CI tests, and those in the manifest', () => {
    const needs = new Map(tableRows('README.md', 'Needs').map(([name = '', versions = '']) => [name, versions]));
    const { engines, peerDependencies } = publishedManifest();
    const workflow = parse(readFileSync(inProject('.github/workflows/ci.yml'), 'utf8')) as Workflow;
    const nodes = workflow.jobs.test.strategy.matrix.node;
    expect(needs.get('Node')).to.equal(nodes.join(', '));
    expect(engines.node).to.equal(`>=${nodes[0]}.0`);
    for (const peer of ['rxjs', 'effect'])
      expect(needs.get(`\`${peer}\``), peer).to.equal(`\`${peerDependencies[peer]}\``);
  });

  it("show the generator's messages after a change of the driver", () => {
    const release = join(folder, 'next');
    mkdirSync(release);
    writeFileSync(join(release, 'mongodb.d.ts'), changedDriver());
    const spec = inProject('spec');
    const args = [CLI, 'generate', '--driver', 'next/mongodb.d.ts', '--spec', spec, '--out', 'out'];
    const { code, stderr } = run(process.execPath, args, { cwd: folder, env: { NO_COLOR: '1' } });
    const shown = codeBlocks('README.md').find(({ role }) => role === 'drift');
    expect(stderr.replaceAll(`${spec}/`, 'spec/')).to.equal(shown?.text);
    expect(code).to.equal(1);
    expect(readdirSync(folder)).to.not.include('out');
  });
});

/** The installed declarations, with a new member of `Collection` and without an existing one. */
function changedDriver(): string {
  const text = readFileSync(inProject('node_modules/mongodb/mongodb.d.ts'), 'utf8');
  const member = '    insertMany(';
  const at = text.indexOf(member, text.indexOf('export declare class Collection<'));
  const sample = '    sample(size: number, options?: AggregateOptions): Promise<WithId<TSchema>[]>;\n';
  return `${text.slice(0, at)}${sample}${text.slice(at)}`.replace(
    '    isCapped(options?: OperationOptions): Promise<boolean>;\n',
    '',
  );
}
