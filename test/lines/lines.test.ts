import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { expect } from 'chai';

import { runLines } from '../../codegen/commands/lines/lines.js';
import type { Report } from '../../codegen/commands/report.js';
import { CannotRunError } from '../../codegen/common/problem.js';
import { endsOf } from '../../codegen/lines/ends.js';
import type { LineFault } from '../../codegen/lines/line-check.js';
import { inProject } from '../support/project-root.js';

const SPEC = `class: Foo
commands:
  - find
  - late
  - early
  - again
`;

/** Right about each release, except that it does not mention `more`. */
const RANGED = `class: Foo
commands:
  - find
  - late: { since: 6.2.0 }
  - early: { until: 7.0.0 }
  - again: { until: 6.2.0 }
  - again: { since: 7.1.0 }
`;

/** Right about each release. */
const COMPLETE = `${RANGED}  - more: { since: 7.1.0 }\n`;

/** The members of each release. */
const RELEASES: readonly (readonly [version: string, ...members: readonly string[]])[] = [
  ['6.0.0', 'find', 'early', 'again'],
  ['6.1.0', 'find', 'early', 'again'],
  ['6.2.0', 'find', 'early', 'late'],
  ['7.0.0', 'find', 'late'],
  ['7.1.0', 'find', 'late', 'again', 'more'],
];

describe('endsOf', () => {
  const place = { file: 'lines.yaml', line: 1, column: 1 };
  const lines = [
    ['7.9.0', '7.8.0', '8.0.0'],
    ['7.7.0', '7.0.0', '7.8.0'],
    ['6.22.0', '6.22.0', '7.0.0'],
  ].map(([from = '', since = '', until = '']) => ({ version: from, from, releases: { since, until }, place }));

  it('returns the first and last release of each package or line, without duplicates', () => {
    expect(endsOf(lines, 'packages')).to.deep.equal(['6.22.0', '7.0.0', '7.7.0', '7.8.0', '7.9.0']);
    expect(endsOf(lines, 'lines')).to.deep.equal(['6.22.0', '7.0.0', '7.9.0']);
  });
});

describe('motorized lines', function () {
  this.timeout(30_000);

  let folder = '';
  let drivers: string[] = [];
  const told: string[] = [];

  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'motorized-lines-'));
    drivers = RELEASES.map(([version, ...members]) => {
      const path = join(folder, version);
      mkdirSync(path);
      writeFileSync(join(path, 'package.json'), JSON.stringify({ name: 'mongodb', version, types: 'mongodb.d.ts' }));
      const declared = members.map((name) => `  ${name}(): Promise<string>;\n`).join('');
      writeFileSync(join(path, 'mongodb.d.ts'), `export declare class Foo {\n${declared}}\n`);
      return path;
    });
  });
  after(() => {
    rmSync(folder, { recursive: true });
  });

  async function lines(
    spec: string,
    beside: Readonly<Record<string, string>> = {},
    only: readonly string[] = ['spec'],
  ): Promise<Report> {
    const path = mkdtempSync(join(folder, 'spec-'));
    for (const [name, text] of Object.entries({ 'Foo.yaml': spec, ...beside })) writeFileSync(join(path, name), text);
    told.length = 0;
    const tell = (doing: string) => void told.push(doing);
    const options = { from: undefined, to: undefined, ends: undefined, options: [], spec: path, tell };
    return runLines({ ...options, frameworks: ['promise'], only, drivers });
  }

  it('reports each fault once, with its releases and the bound that they suggest', async () => {
    const { code, lines: text, json } = await lines(SPEC);
    expect(code).to.equal(1);
    const shown = text.map((line) => line.replace(/spec-\w+/g, 'spec'));
    expect(shown.slice(0, 6)).to.deep.equal([
      'release  spec',
      '6.0.0    1',
      '6.1.0    1',
      '6.2.0    1',
      '7.0.0    2',
      '7.1.0    2',
    ]);
    expect(shown.slice(6).map((line) => line.replaceAll(folder, ''))).to.deep.equal([
      '',
      "6.0.0 to 6.1.0  spec unknown-claim: Foo declares no 'late'",
      '  fix: add `since: 6.2.0` to the line',
      '',
      "6.2.0 to 7.0.0  spec unknown-claim: Foo declares no 'again'",
      '  fix: add `since: 7.1.0` to the line; if releases before 6.2.0 have it, `until: 6.2.0`, and add a second line with `since: 7.1.0`',
      '',
      "7.0.0 to 7.1.0  spec unknown-claim: Foo declares no 'early'",
      '  fix: add `until: 7.0.0` to the line',
      '',
      '7.1.0  spec unclaimed-member: Foo.more is declared by the driver, and no line of /spec/Foo.yaml claims or omits it',
      '  fix: add `- more` under `commands:` in /spec/Foo.yaml (every overload returns a Promise), or under `omitted:` with a reason',
      '',
      '5 releases, 5 with faults',
    ]);
    expect(told).to.include.members(['mongodb 6.0.0: spec, release 1 of 5', 'mongodb 7.1.0: spec, release 5 of 5']);
    expect(json['releases']).to.have.length(5);
  });

  it('finds nothing if the ranges are right, even with an exemption for one release', async () => {
    const exemption = '- { rule: unclaimed-member, subject: Foo.more, reason: later, expires: 8.0.0 }\n';
    const { code, lines: text } = await lines(RANGED, { 'exemptions.yaml': exemption });
    expect(text.at(-1)).to.equal('5 releases, all as the spec says');
    expect(code).to.equal(0);
  });

  it('checks no release if the spec cannot be read', async () => {
    const { code, problems } = await lines('class: Foo\ncommands: [a: { since: 7.0.0, until: 6.0.0 }]\n');
    expect([code, problems.map(({ rule }) => rule), told]).to.deep.equal([1, ['spec-range'], []]);
  });

  it('refuses a bound that is not a release', async () => {
    const none = { to: undefined, ends: undefined, drivers: [], frameworks: [], options: [], only: [] };
    const options = { ...none, spec: 'spec', tell: () => undefined };
    const error: unknown = await runLines({ ...options, from: '7.x' }).catch((cause: unknown) => cause);
    expect(error).to.be.instanceOf(CannotRunError);
    expect(error).to.have.property('message', "--from is '7.x', expected a release of the driver");
  });

  it('reports each compiler error with its place', async () => {
    const { code, lines: text, json } = await lines(COMPLETE, {}, ['promise']);
    expect(code).to.equal(1);
    expect(text.slice(0, 2).map((line) => line.replace(/\d+$/, 'N'))).to.deep.equal(['release  promise', '6.0.0    N']);
    const [{ promise }] = json['releases'] as [{ promise: readonly LineFault[] }];
    // The modules that all runtimes share use types that these declarations lack.
    const shared = promise.find(({ subject }) => subject.startsWith('internal/client-of.ts'));
    expect(shared).to.include({ rule: 'TS2305', isAbsent: false });
    expect(shared?.message).to.match(/^internal\/client-of\.ts:\d+:\d+ .*no exported member 'MongoClient'/);
    expect(shared?.fix).to.include('motorized generate --driver 6.0.0 --framework promise --out <folder>');
  });

  it("reports the generator's problems if it fails", async () => {
    const { lines: text } = await lines(SPEC, {}, ['promise']);
    expect(text).to.include("6.0.0 to 6.1.0  promise unknown-claim: Foo declares no 'late'");
  });

  it('finds nothing wrong with an installed release, compiled with its own packages', async () => {
    const options = { from: undefined, to: undefined, ends: undefined, frameworks: [], options: [] };
    const only = ['callback', 'effect', 'promise', 'rxjs'];
    const drivers = [inProject('node_modules', 'mongodb-5.0')];
    const report = await runLines({ ...options, only, drivers, spec: inProject('spec'), tell: () => undefined });
    expect(report.lines).to.deep.equal([
      'release  callback  effect  promise  rxjs',
      '5.0.0    ok        ok      ok       ok',
      '',
      '1 release, all as the spec says',
    ]);
  });

  it('refuses an unknown column', async () => {
    const error: unknown = await lines(COMPLETE, {}, ['specs']).catch((cause: unknown) => cause);
    expect(error).to.be.instanceOf(CannotRunError);
    expect(error).to.have.property('message', "--only is 'specs', expected spec, promise");
  });
});
