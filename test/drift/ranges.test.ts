import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { expect } from 'chai';

import { runAccept } from '../../codegen/commands/accept.js';
import { type DriftOptions, runDrift } from '../../codegen/commands/drift.js';
import { claimsOf } from './support/spec-for.js';
import { driverOf, RELEASES } from './support/installed.js';

const OPTIONS: Omit<DriftOptions, 'driver' | 'spec'> = {
  against: undefined,
  preset: 'claims',
  frameworks: ['promise'],
  options: [],
  failOn: 'error',
  format: 'text',
  fix: true,
  color: false,
};

const OLD = `export declare class Foo {
  find(): Promise<string>;
  count(): Promise<number>;
  gone(): Promise<void>;
  [Symbol.iterator](): string;
}
export declare class Left {
  run(): Promise<void>;
}
`;
const NEW = `export declare class Foo {
  find(): Promise<string>;
  count(): number;
  come(): Promise<void>;
}
export declare class Came {
  run(): Promise<void>;
}
`;
const FOO =
  '# about Foo\nclass: Foo\ncommands:\n  - find # kept\n  - count\n  - gone # why\nprotocol:\n  - "[Symbol.iterator]": [find]\n';
const LEFT = 'class: Left\ncommands:\n  - run\n';

describe('drift: the spec of this project', function () {
  this.timeout(60_000);

  for (const release of RELEASES) {
    it(`is right about ${release}, by its ranges`, async () => {
      const findings = claimsOf(await driverOf(release), 'spec');
      expect(findings.map(({ subject, message }) => `${subject}: ${message}`)).to.deep.equal([]);
    });
  }
});

describe('drift --fix: releases', function () {
  this.timeout(60_000);

  let folder = '';
  const spec = (): string => join(folder, 'spec');
  const text = (name: string): string => readFileSync(join(spec(), name), 'utf8');

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'motorized-ranges-'));
    mkdirSync(spec());
    writeFileSync(join(spec(), 'Foo.yaml'), FOO);
    writeFileSync(join(spec(), 'Left.yaml'), LEFT);
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  /** Writes a driver of a version. Returns its folder. */
  function driver(version: string, declarations: string): string {
    const path = join(folder, version);
    mkdirSync(path, { recursive: true });
    writeFileSync(join(path, 'package.json'), JSON.stringify({ name: 'mongodb', version, types: 'mongodb.d.ts' }));
    writeFileSync(join(path, 'mongodb.d.ts'), declarations);
    return path;
  }

  async function fix(path: string): Promise<{ code: number; lines: string[] }> {
    const outcome = await runDrift({ ...OPTIONS, spec: spec(), driver: path });
    return { code: outcome.code, lines: outcome.text.split('\n').filter((line) => /^(fixed|left)/.test(line)) };
  }

  it('ends removed members, begins added ones, and writes two lines for a changed kind', async () => {
    const old = driver('6.0.0', OLD);
    await runAccept({ driver: old, spec: spec() });
    const now = driver('7.0.0', NEW);
    const { code, lines } = await fix(now);
    expect(lines.filter((line) => line.startsWith('left'))).to.deep.equal([]);
    expect(code).to.equal(0);
    expect(text('Foo.yaml').split('\n')).to.deep.equal([
      '# about Foo',
      'class: Foo',
      'commands:',
      '  - find # kept',
      '  - count: { until: 7.0.0 }',
      '  - gone: { until: 7.0.0 } # why',
      '  - come: { since: 7.0.0 }',
      'methods:',
      '  - count: { since: 7.0.0 }',
      'protocol:',
      '  - "[Symbol.iterator]": { through: [find], until: 7.0.0 }',
      '',
    ]);
    expect(text('Left.yaml')).to.equal('class: Left\nuntil: 7.0.0\ncommands:\n  - run\n');
    expect(text('Came.yaml').split('\n').slice(1, 3)).to.deep.equal(['class: Came', 'since: 7.0.0']);
    for (const each of [old, now]) {
      const again = await runDrift({ ...OPTIONS, fix: false, spec: spec(), driver: each });
      expect([again.code, again.text.split('\n').at(-1)]).to.deep.equal([0, 'nothing drifts']);
    }
  });

  it('writes no range at the accepted release, where a difference is a mistake', async () => {
    await runAccept({ driver: driver('7.0.0', NEW), spec: spec() });
    const { code, lines } = await fix(driver('7.0.0', NEW));
    expect(code).to.equal(1);
    expect(text('Foo.yaml')).to.equal(FOO.replace('  - gone # why\n', '  - gone # why\n  - come\n'));
    expect(lines.filter((line) => line.startsWith('left')).map((line) => line.split(': ')[1])).to.deep.equal([
      'Foo.[Symbol.iterator] (unknown-claim)',
      'Foo.count (kind-mismatch)',
      'Foo.gone (unknown-claim)',
      'Left (unknown-claim)',
    ]);
  });

  it('leaves an older release to a person, who has to find where a range begins', async () => {
    await runAccept({ driver: driver('7.1.0', NEW), spec: spec() });
    const { code, lines } = await fix(driver('6.0.0', NEW));
    expect(code).to.equal(1);
    expect(lines.filter((line) => line.startsWith('fixed'))).to.deep.equal([]);
    expect([text('Foo.yaml'), text('Left.yaml'), existsSync(join(spec(), 'Came.yaml'))]).to.deep.equal([
      FOO,
      LEFT,
      false,
    ]);
  });

  it('begins at the next release what a nightly adds', async () => {
    await runAccept({ driver: driver('7.0.0', OLD), spec: spec() });
    const nightly = driver('7.0.0-dev.20261128.sha.0', NEW);
    expect((await fix(nightly)).code).to.equal(0);
    expect(text('Foo.yaml'))
      .to.include('  - come: { since: 7.0.1 }\n')
      .and.include('  - gone: { until: 7.0.1 } # why\n');
  });

  it('does the same for the next nightly, and edits nothing for an earlier one', async () => {
    await runAccept({ driver: driver('7.0.0-dev.20261127.sha.0', OLD), spec: spec() });
    await fix(driver('7.0.0-dev.20261126.sha.0', NEW));
    expect([text('Foo.yaml'), text('Left.yaml')]).to.deep.equal([FOO, LEFT]);
    expect((await fix(driver('7.0.0-dev.20261128.sha.0', NEW))).code).to.equal(0);
    expect(text('Foo.yaml')).to.include('  - come: { since: 7.0.1 }\n');
  });

  it('moves the ranges of a nightly to its release, and no others', async () => {
    await runAccept({ driver: driver('6.9.0', OLD), spec: spec() });
    await fix(driver('7.0.0-dev.20261127.sha.0', NEW));
    await runAccept({ driver: driver('7.0.0-dev.20261127.sha.0', NEW), spec: spec() });
    // A bound with that release in another file of the folder does not belong to the spec.
    const lines = '- { version: 7.0.1, from: 7.0.1, since: 7.0.1, until: 8.0.0 }\n';
    writeFileSync(join(spec(), 'lines.yaml'), lines);
    writeFileSync(
      join(spec(), 'Foo.yaml'),
      text('Foo.yaml').replace('  - find # kept', '  - find: { since: 6.0.0 } # kept'),
    );
    const release = driver('7.10.0', `${NEW}export declare class Later {\n  run(): Promise<void>;\n}\n`);
    const { code, lines: told } = await fix(release);
    expect([code, told[0]?.replace(/^fixed: .*(?=Came)/, '')]).to.deep.equal([
      0,
      'Came.yaml: what came or went with the nightly does so with 7.10.0, not 7.0.1',
    ]);
    expect(text('Foo.yaml'))
      .to.include('  - find: { since: 6.0.0 } # kept\n')
      .and.include('  - come: { since: 7.10.0 }\n')
      .and.include('  - gone: { until: 7.10.0 } # why\n');
    const bounds = ['Came.yaml', 'Left.yaml', 'Later.yaml'].map((name) => /^(since|until): .*$/m.exec(text(name))?.[0]);
    expect(bounds).to.deep.equal(['since: 7.10.0', 'until: 7.10.0', 'since: 7.10.0']);
    expect(text('lines.yaml')).to.equal(lines);
  });

  it('asks about members that a nightly added and the release lacks', async () => {
    await runAccept({ driver: driver('7.0.0', OLD), spec: spec() });
    await fix(driver('7.0.0-dev.20261127.sha.0', NEW));
    await runAccept({ driver: driver('7.0.0-dev.20261127.sha.0', NEW), spec: spec() });
    const { code, lines } = await fix(driver('7.1.0', NEW.replace('  come(): Promise<void>;\n', '')));
    expect(code).to.equal(1);
    expect(lines.filter((each) => each.startsWith('left')).map((each) => each.split(': ')[1])).to.deep.equal([
      'Foo.come (unknown-claim)',
    ]);
    expect(text('Foo.yaml')).to.include('  - come: { since: 7.1.0 }\n');
  });

  it('adds a line for a member that comes back', async () => {
    writeFileSync(join(spec(), 'Foo.yaml'), FOO.replace('  - gone # why', '  - gone\n  - come: { until: 5.9.0 }'));
    await runAccept({ driver: driver('6.0.0', OLD), spec: spec() });
    expect((await fix(driver('7.0.0', NEW))).code).to.equal(0);
    expect(text('Foo.yaml')).to.include('  - come: { until: 5.9.0 }\n  - come: { since: 7.0.0 }\n');
  });

  it('lets disposal go through the `closer` of the spec, and asks if there is none', async () => {
    const closer = 'class: Foo\ncloser: shut\ncommands:\n  - shut\n';
    const declared = (more: string): string => `export declare class Foo {\n  shut(): Promise<void>;\n${more}}\n`;
    const dispose = '  [Symbol.asyncDispose](): Promise<void>;\n';
    rmSync(join(spec(), 'Left.yaml'));
    writeFileSync(join(spec(), 'Foo.yaml'), closer);
    await runAccept({ driver: driver('6.0.0', declared('')), spec: spec() });
    expect((await fix(driver('7.0.0', declared(dispose)))).code).to.equal(0);
    expect(text('Foo.yaml')).to.equal(
      `${closer}protocol:\n  - "[Symbol.asyncDispose]": { through: [shut], since: 7.0.0 }\n`,
    );

    writeFileSync(join(spec(), 'Foo.yaml'), closer.replace('closer: shut\n', ''));
    const { code, lines } = await fix(driver('7.0.0', declared(dispose)));
    expect([code, lines.map((line) => line.split(':')[0])]).to.deep.equal([1, ['left to you']]);
  });

  it('lets a new member fail with every error class if the spec lists errors, since nobody has read its code', async () => {
    const errors = '# read by hand\nerrors:\n  MongoFooError:\n    Foo: [find, count]\n';
    const added = `${OLD.replace('  gone()', '  come(): Promise<void>;\n  size: number;\n  gone()')}export declare class MongoError extends Error {\n}\nexport declare class MongoFooError extends MongoError {\n}\n`;
    writeFileSync(join(spec(), 'errors.yaml'), errors);
    await runAccept({ driver: driver('6.0.0', OLD), spec: spec() });
    const { code, lines } = await fix(driver('7.0.0', added));
    expect([code, lines.filter((line) => line.includes('errors.yaml')).length]).to.deep.equal([0, 1]);
    expect(text('errors.yaml')).to.equal(`${errors}anything:\n  Foo:\n    - come\n`);
  });

  it('asks for the role of a new member, and which abortable command leaves a cursor open', async () => {
    const before = `export declare class Foo {\n  find(): Promise<string>;\n  list(options?: Options): Promise<void>;\n}\nexport declare interface Options {\n}\n`;
    const after = before
      .replace('  find()', '  appendMetadata(info: string): void;\n  find()')
      .replace('Options {\n', 'Options {\n  signal?: AbortSignal;\n');
    rmSync(join(spec(), 'Left.yaml'));
    writeFileSync(join(spec(), 'Foo.yaml'), 'class: Foo\ncommands:\n  - find\n  - list\n');
    await runAccept({ driver: driver('6.0.0', before), spec: spec() });
    const asked = async (frameworks: readonly string[]): Promise<string[]> => {
      const options = { ...OPTIONS, preset: 'strict', frameworks, spec: spec() } as const;
      const { text: said } = await runDrift({ ...options, driver: driver('6.1.0', after) });
      const lines = said.split('\n').filter((line) => line.startsWith('look at: '));
      return lines.map((line) => /add `([^`]*)`/.exec(line)?.[1] ?? line);
    };
    expect(await asked(['promise'])).to.deep.equal(['handshake: appendMetadata']);
    expect(await asked(['promise', 'rxjs'])).to.deep.equal(['handshake: appendMetadata', 'unabortable:']);
    // An accepted surface has been reviewed.
    await runAccept({ driver: driver('6.1.0', after), spec: spec() });
    expect(await asked(['rxjs'])).to.deep.equal([]);
  });

  it('needs no accepted surface of the major version if only claims are checked', async () => {
    const old = driver('6.0.0', OLD);
    await runAccept({ driver: old, spec: spec() });
    const next = driver('7.0.0', OLD);
    const claims = await runDrift({ ...OPTIONS, fix: false, spec: spec(), driver: next });
    expect(claims.text).to.match(/nothing drifts$/);
    const strict = await runDrift({ ...OPTIONS, fix: false, preset: 'strict', spec: spec(), driver: next });
    expect(strict.text).to.include('driver-out-of-range');
  });
});
