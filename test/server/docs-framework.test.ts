import { mkdirSync, readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { expect } from 'chai';
import { MongoClient } from 'mongodb';

import { CLAUSES } from '../../codegen/conformance/clauses.js';
import { Consumer } from '../support/consumer.js';
import { codeBlocks } from '../support/documents.js';
import { onServer } from '../support/programs.js';
import { inProject } from '../support/project-root.js';
import { currentServer } from './current-server.js';

const CLI = fileURLToPath(new URL('../../codegen/cli.js', import.meta.url));
const DATABASE = 'motorized_docs_framework';

/** What `generated/tsconfig.json` asks beyond what a strict user does. */
const COMPILED_AS_PUBLISHED = { declaration: true, isolatedDeclarations: true, stripInternal: true };

describe('the example of docs/writing-a-framework.md', function () {
  this.timeout(120_000);
  const blocks = codeBlocks('docs/writing-a-framework.md');
  let consumer: Consumer;

  before(() => {
    consumer = new Consumer();
    const scope = join(consumer.folder, 'node_modules', '@motorized');
    mkdirSync(scope);
    symlinkSync(inProject(), join(scope, 'codegen'), 'junction');
    for (const { role, text } of blocks.filter(({ language }) => language === 'ts')) consumer.write(role, text);
  });
  after(() => consumer.remove());

  const blockOf = (role: string): string => blocks.find((block) => block.role === role)?.text ?? '';

  it('satisfies the contract', () => {
    // The contract itself stands outside the project.
    expect(
      consumer.typeCheck(['task/framework.ts', 'task/synchro.ts'], { noEmit: true, rootDir: '/' }).stdout,
    ).to.equal('');
  });

  it('is emitted by the command, and an emitted method is as shown', () => {
    const call =
      blocks
        .find(({ language }) => language === 'sh')
        ?.text.trim()
        .split(' ') ?? [];
    expect(call.slice(0, 3)).to.deep.equal(['npx', 'motorized', 'generate']);
    const { code, stderr } = consumer.node([CLI, ...call.slice(2)]);
    expect({ code, stderr }).to.deep.equal({ code: 0, stderr: '' });
    const emitted = readFileSync(join(consumer.folder, 'mongodb', 'task', 'Admin.ts'), 'utf8');
    expect(emitted).to.include(blockOf('task/Admin.ts'));
  });

  it('keeps the contract, as the command says that the page has for it', () => {
    const [, , ...args] = blocks
      .filter(({ language, text }) => language === 'sh' && text.includes(' conformance '))
      .flatMap(({ text }) => text.trim().split(' '));
    expect(args[0]).to.equal('conformance');
    const env = { MONGODB_URI: currentServer().uri };
    const { code, stdout, stderr } = consumer.node(['--no-warnings', CLI, ...args], { env });
    expect({ code, stderr }, stdout).to.deep.equal({ code: 0, stderr: '' });
  });

  it('has a suite for mocha, with a test for each clause', () => {
    const suite = codeBlocks('docs/conformance.md').find(({ role }) => role === 'task/conformance.test.js');
    consumer.write('task/conformance.test.js', suite?.text ?? '');
    const mocha = inProject('node_modules', 'mocha', 'bin', 'mocha.js');
    const { code, stdout, stderr } = consumer.node([mocha, '--dry-run', 'task/conformance.test.js']);
    expect(code, stderr).to.equal(0);
    for (const { name } of CLAUSES) expect(stdout).to.include(name);
  });

  it('runs on a server as its program says', async () => {
    const { uri } = currentServer();
    const client = new MongoClient(uri);
    try {
      await client.db(DATABASE).dropDatabase();
      consumer.write('program.ts', onServer(blockOf('task/program.ts'), uri, DATABASE));
      expect(consumer.typeCheck(['program.ts'], COMPILED_AS_PUBLISHED).stdout).to.equal('');
      const { code, stdout, stderr } = consumer.node(['out/program.js'], { timeout: 30_000 });
      expect({ code, stdout }, stderr).to.deep.equal({ code: 0, stdout: blockOf('output') });
    } finally {
      await client.db(DATABASE).dropDatabase();
      await client.close();
    }
  });
});
