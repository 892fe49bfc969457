import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { expect } from 'chai';

import { runAccept } from '../../codegen/commands/accept.js';
import { type DriftOptions, runDrift } from '../../codegen/commands/drift.js';
import { reportJsonSchema, reportSchema } from '../../codegen/drift/report/report-json.js';
import { folderOf } from './support/installed.js';

const OPTIONS: DriftOptions = {
  driver: undefined,
  against: undefined,
  spec: 'spec',
  preset: 'strict',
  frameworks: [],
  options: [],
  failOn: 'error',
  format: 'json',
  fix: false,
  color: false,
};

/** Runs the command with `--format json`, and returns the parsed JSON. */
async function report(options: Partial<DriftOptions>) {
  const { code, text } = await runDrift({ ...OPTIONS, ...options });
  const json = reportSchema.parse(JSON.parse(text));
  expect(json.exit).to.equal(code);
  return json;
}

describe('motorized drift', function () {
  this.timeout(60_000);

  const folder = mkdtempSync(join(tmpdir(), 'motorized-drift-'));
  after(() => {
    rmSync(folder, { recursive: true });
  });

  function file(name: string, text: string): string {
    const path = join(folder, name);
    writeFileSync(path, text);
    return path;
  }

  const real = readFileSync('node_modules/mongodb/mongodb.d.ts', 'utf8');

  it('finds nothing between the installed driver, the spec and the accepted surface', async () => {
    const { findings, before, after, compared } = await report({});
    expect(findings).to.deep.equal([]);
    expect(before).to.deep.equal({ package: 'mongodb', version: '7.9.0', file: 'spec/surface/7.txt' });
    expect(after?.version).to.equal('7.9.0');
    expect(compared).to.deep.equal({
      exports: 418,
      classes: 109,
      members: 640,
      overloads: 326,
      options: 1748,
      events: 45,
    });
  });

  it('reads a single file without its packages like the installed package', async () => {
    const lone = file('lone.d.ts', real);
    const { findings, compared } = await report({ driver: lone, against: folderOf('7.9') });
    expect(findings).to.deep.equal([]);
    expect(compared.options).to.equal(1748);
  });

  it('parses the declarations of another package only on demand', async () => {
    const bson = join(folder, 'node_modules', 'bson');
    mkdirSync(bson, { recursive: true });
    writeFileSync(join(bson, 'package.json'), '{ "name": "bson", "types": "bson.d.ts" }');
    // Parsing it would fail.
    writeFileSync(join(bson, 'bson.d.ts'), 'export declare interface SerializeOptions {');
    const declared = (keys: string, more: string): string => `import type { SerializeOptions } from 'bson';
export declare class Collection { find(options: FindOptions): Promise<string> }
export declare interface FindOptions extends Omit<SerializeOptions, ${keys}> { limit: number${more} }`;
    const before = file('before.d.ts', declared("'index'", ''));

    const unasked = await report({ driver: file('unasked.d.ts', declared("'index'", '; skip?: 1')), against: before });
    expect(unasked.findings.map((each) => each.subject)).to.deep.equal(['FindOptions.skip']);

    const asked = await report({ driver: file('asked.d.ts', declared("'index' | 'raw'", '')), against: before });
    expect(asked.exit).to.equal(2);
    expect(asked.findings.map((each) => each.message).join()).to.match(/^bson\.d\.ts:1:44 is not valid TypeScript/);
  });

  it('prints every key of every finding, and a unique fingerprint', async () => {
    const { findings } = await report({ driver: folderOf('7.9'), against: folderOf('7.2') });
    expect(findings.length).to.be.greaterThan(50);
    expect(new Set(findings.map((each) => each.fingerprint)).size).to.equal(findings.length);
    const option = findings.find(
      (each) => each.subject === 'OperationOptions.timeoutMS' && each.rule === 'deprecation-added',
    );
    expect(option?.methods).to.have.length(60);
    expect(option?.driver?.file).to.equal('mongodb.d.ts');
  });

  it('fails on the given severity', async () => {
    const pair = { driver: folderOf('7.9'), against: folderOf('7.8') };
    expect((await report(pair)).exit).to.equal(0);
    expect((await report({ ...pair, failOn: 'warning' })).exit).to.equal(1);
    expect((await report({ driver: folderOf('7.2'), against: folderOf('7.0') })).exit).to.equal(1);
  });

  it('checks less with a preset', async () => {
    const pair = { driver: folderOf('7.2'), against: folderOf('7.0') };
    const names = await report({ ...pair, preset: 'names' });
    expect(names.findings.map((each) => each.rule)).to.have.members(['export-added', 'export-added', 'member-added']);
    expect((await report({ ...pair, preset: 'claims' })).findings).to.deep.equal([]);
  });

  it('prints text by class, with the fix below each finding and a summary at the end', async () => {
    const { text } = await runDrift({ ...OPTIONS, format: 'text', driver: folderOf('7.2'), against: folderOf('7.0') });
    expect(text).to.include('ChangeStream\n  error member-added: ChangeStream.bufferedCount is a new member\n');
    expect(text).to.include('    fix: ');
    expect(text).to.match(
      /mongodb 7\.0\.0 \(mongodb\.d\.ts\) -> mongodb 7\.2\.0 .*: \d+ exports, .* \d+ events\n\d+ errors, 1 warning, 0 info$/,
    );
  });

  it('writes annotations for GitHub', async () => {
    const { text } = await runDrift({
      ...OPTIONS,
      format: 'github',
      driver: folderOf('7.2'),
      against: folderOf('7.0'),
    });
    expect(text).to.include('::error title=member-added::ChangeStream.bufferedCount is a new member%0A');
    expect(text).to.include('::warning title=deprecation-added::');
  });

  it('keeps its JSON Schema in the repository', () => {
    expect(readFileSync('spec/findings.schema.json', 'utf8')).to.equal(reportJsonSchema());
  });

  it('reports a driver without classes as every command does, and nothing else', async () => {
    const path = file('nothing.d.ts', '');
    for (const options of [{ driver: path }, { driver: path, against: folderOf('7.9') }, { against: path }]) {
      const { exit, findings } = await report(options);
      expect({ exit, findings: findings.map(({ rule, message, fix }) => [rule, message, fix]) }).to.deep.equal({
        exit: 2,
        findings: [
          [
            'cannot-analyse',
            `${path} declares no class, expected the classes of mongodb`,
            'name the declaration file of a release of mongodb with --driver',
          ],
        ],
      });
    }
  });

  describe('never passes what it could not check', () => {
    const cases: readonly (readonly [name: string, text: string, message: RegExp])[] = [
      ['broken', 'export declare class A {', /broken\.d\.ts:1:\d+ is not valid TypeScript/],
      ['empty', '', /declares no class/],
      ['cut', real.slice(0, 200_000), /is not valid TypeScript/],
      [
        'function',
        `${real}\nexport declare function connect(): void;\n`,
        /is a function, which the reader does not support/,
      ],
      ['namespace', `${real}\nexport declare namespace Extra {\n  const a: string;\n}\n`, /is a namespace/],
      ['enum', `${real}\nexport declare enum Level {\n  low = 1\n}\n`, /is an enum/],
      ['star', `${real}\nexport * from 'elsewhere';\n`, /is a re-export of everything from another module/],
      [
        'base',
        real.replace(
          'interface CountOptions extends CommandOperationOptions',
          'interface CountOptions extends NowhereOptions',
        ),
        /names NowhereOptions/,
      ],
    ];
    for (const [name, text, message] of cases) {
      it(name, async () => {
        const path = file(`${name}.d.ts`, text);
        for (const options of [
          { driver: path },
          { driver: path, against: folderOf('7.9') },
          { driver: folderOf('7.9'), against: path },
        ]) {
          const { exit, findings } = await report(options);
          expect(exit).to.equal(2);
          const found = findings.filter((each) => each.rule === 'cannot-analyse').map((each) => each.message);
          expect(
            found.some((each) => message.test(each)),
            found.join('\n'),
          ).to.equal(true);
        }
      });
    }

    it('a missing file', async () => {
      expect((await report({ driver: join(folder, 'nowhere.d.ts') })).exit).to.equal(2);
    });

    it('an omission for a mistyped framework', async () => {
      const spec = join(folder, 'mistyped');
      cpSync('spec', spec, { recursive: true });
      const admin = readFileSync(join(spec, 'Admin.yaml'), 'utf8');
      const omitted = 'omitted:\n  - ping: { since: 7.9.0, reason: why, framework: rxjss }\n';
      writeFileSync(join(spec, 'Admin.yaml'), admin + omitted);
      const { exit, findings } = await report({ spec });
      expect(exit).to.equal(2);
      expect(findings.map((each) => each.fix)).to.deep.equal(["did you mean 'rxjs'"]);
    });

    it('a spec with a mistake', async () => {
      const spec = join(folder, 'mistaken');
      cpSync('spec', spec, { recursive: true });
      writeFileSync(join(spec, 'Admin.yaml'), 'class: Admin\ncomands:\n  - ping\n');
      const { exit, findings } = await report({ spec });
      expect(exit).to.equal(2);
      expect(findings.map((each) => each.rule)).to.deep.equal(['cannot-analyse']);
      expect(findings[0]?.message).to.include('comands');
    });

    it('a spec without a surface', async () => {
      const spec = join(folder, 'bare');
      cpSync('spec', spec, { recursive: true });
      rmSync(join(spec, 'surface'), { recursive: true });
      const { exit, findings } = await report({ spec });
      expect(exit).to.equal(1);
      expect(findings.map((each) => each.rule)).to.deep.equal(['nothing-compared']);
    });

    it('declarations without any option, although there were some', async () => {
      const path = file('few.d.ts', 'export declare class A {\n  a(): void;\n}\n');
      const { findings } = await report({ driver: path, against: folderOf('7.9') });
      expect(findings.find((each) => each.rule === 'nothing-compared')?.message).to.include('no options');
    });

    it('a driver of another major version', async () => {
      const { exit, findings } = await report({ driver: folderOf('6.22') });
      expect(exit).to.equal(1);
      expect(findings.filter((each) => each.rule === 'driver-out-of-range')).to.have.length(1);
    });
  });

  it('reads declarations of any size', async () => {
    const many = Array.from(
      { length: 3000 },
      (_, index) => `export declare interface Huge${index} extends OperationOptions {\n  size${index}?: number;\n}\n`,
    );
    const path = file('huge.d.ts', `${real}\n${many.join('\n')}`);
    const { findings } = await report({ driver: path, against: folderOf('7.9') });
    expect(findings.map((each) => each.rule)).to.deep.equal(many.map(() => 'export-added'));
  });

  it('applies the severities and exemptions of the spec folder, for every rule', async () => {
    const spec = join(folder, 'settled');
    cpSync('spec', spec, { recursive: true });
    writeFileSync(join(spec, 'severity.yaml'), 'deprecation-added: error\nmember-added/exposed: info\n');
    const { findings, exit } = await report({ spec, driver: folderOf('7.8') });
    expect(findings.map((each) => `${each.severity} ${each.rule}`)).to.include('error deprecation-added');
    expect(exit).to.equal(1);
    for (const [mistake, message] of [
      ['deprecation-added: fatal\n', 'expected `error`, `warning` or `info`'],
      ['deprecation-aded: info\n', 'is not a rule of the drift checker'],
      ['member-added/exposd: info\n', 'is not a rule of the drift checker'],
    ] as const) {
      writeFileSync(join(spec, 'severity.yaml'), mistake);
      const wrong = await report({ spec });
      expect(wrong.exit).to.equal(2);
      expect(wrong.findings[0]?.message).to.include(message);
    }
  });

  it('accept writes the committed surface', async () => {
    const spec = join(folder, 'accepted');
    mkdirSync(spec);
    const { code, lines } = await runAccept({ driver: undefined, spec });
    expect(code).to.equal(0);
    expect(lines[0]).to.include('written from mongodb 7.9.0');
    expect(readFileSync(join(spec, 'surface', '7.txt'), 'utf8')).to.equal(readFileSync('spec/surface/7.txt', 'utf8'));
    expect((await runAccept({ driver: undefined, spec })).lines[0]).to.include('unchanged');
  });
});
