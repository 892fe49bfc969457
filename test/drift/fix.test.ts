import { spawnSync } from 'node:child_process';
import { chmodSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';

import { expect } from 'chai';

import { runAccept } from '../../codegen/commands/accept.js';
import { runDrift } from '../../codegen/commands/drift.js';
import { builtInFrameworks, loadFramework, readInternal } from '../../codegen/frameworks/load/load-framework.js';
import { generate } from '../../codegen/generate.js';
import { readTemplates } from '../../codegen/render/read-templates.js';
import { loadSpec } from '../../codegen/spec/load-spec.js';
import { compileWith } from './support/compile-with.js';
import { declarationsOf, driverOf, folderOf, type Release } from './support/installed.js';
import { specFor } from './support/spec-for.js';

/** Members that a release added to wrapped classes, and the derivation of their headings. */
const RELEASES: readonly (readonly [before: Release, after: Release, members: readonly string[]])[] = [
  ['7.0', '7.9', ['ChangeStream.bufferedCount']],
  [
    '6.9',
    '6.22',
    [
      'ClientSession.timeoutMS',
      'Collection.db',
      'Collection.timeoutMS',
      'Db.client',
      'Db.timeoutMS',
      'ExplainableCursor',
      'MongoClient.appendMetadata',
      'MongoClient.bulkWrite',
      'MongoClient.timeoutMS',
    ],
  ],
];

describe('motorized drift --fix', function () {
  this.timeout(180_000);

  for (const [before, after, members] of RELEASES) {
    it(`needs no manual edit from ${before} to ${after}, and the generated code compiles`, async () => {
      const spec = specFor(await driverOf(before));
      await runAccept({ driver: folderOf(before), spec });
      const options = {
        against: undefined,
        spec,
        preset: 'strict',
        frameworks: [],
        options: [],
        failOn: 'error',
        color: false,
      } as const;
      const driver = folderOf(after);

      const { text } = await runDrift({ ...options, driver, format: 'text', fix: true });
      const fixed = text.split('\n').filter((line) => line.startsWith('fixed: '));
      expect(fixed.map((line) => line.split(': ')[1] ?? '').toSorted()).to.deep.equal(members);
      expect(text).not.to.include('left to you');

      const request = {
        declarations: await declarationsOf(after),
        spec: loadSpec(spec).spec,
        frameworks: await Promise.all((await builtInFrameworks()).map(async (name) => loadFramework(name))),
        internal: await readInternal(),
        templates: await readTemplates(),
        docs: 'links',
      } as const;
      const { files, problems } = generate(request);
      expect(problems.filter((problem) => problem.severity === 'error')).to.deep.equal([]);
      expect(compileWith(files, driver)).to.deep.equal([]);

      await runAccept({ driver, spec });
      const outcome = await runDrift({ ...options, driver, format: 'json', fix: false });
      expect(JSON.parse(outcome.text)).to.have.property('findings').that.deep.equals([]);
      rmSync(spec, { recursive: true });
    });
  }

  it('keeps every other line of the spec as it was', async () => {
    const spec = specFor(await driverOf('7.0'));
    const file = join(spec, 'ChangeStream.yaml');
    const lines = readFileSync(file, 'utf8').split('\n');
    await runDrift({
      against: undefined,
      spec,
      preset: 'claims',
      frameworks: [],
      options: [],
      failOn: 'error',
      color: false,
      driver: folderOf('7.9'),
      format: 'text',
      fix: true,
    });
    const now = readFileSync(file, 'utf8').split('\n');
    expect(now.filter((line) => line.trim() !== '- bufferedCount')).to.deep.equal(lines);
    rmSync(spec, { recursive: true });
  });

  it('reports a spec that cannot be written in every format, and exits with 2', async () => {
    const spec = specFor(await driverOf('7.0'));
    chmodSync(spec, 0o555);
    const args = ['drift', '--fix', '--preset', 'claims', '--format', 'json', '--spec', spec];
    // Root may write anything.
    const user = process.getuid?.() === 0 ? { uid: 65534 } : {};
    const program = ['build/codegen/cli.js', ...args, '--driver', folderOf('7.9')];
    const run = spawnSync(process.execPath, program, { encoding: 'utf8', ...user });
    const report = JSON.parse(run.stdout) as { findings: { rule: string; message: string }[]; exit: number };
    expect(report.findings[0]).to.have.property('rule', 'cannot-analyse');
    expect(report.findings[0]?.message).to.match(/cannot be written and is unchanged/);
    expect([report.exit, run.status]).to.deep.equal([2, 2]);
    chmodSync(spec, 0o755);
    rmSync(spec, { recursive: true });
  });
});
