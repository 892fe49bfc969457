import { expect } from 'chai';

import { readDriver } from '../../codegen/driver/read/read-driver.js';
import type { FrameworkSource } from '../../codegen/frameworks/framework-source.js';
import { loadFramework, readInternal } from '../../codegen/frameworks/load/load-framework.js';
import { generate } from '../../codegen/generate.js';
import type { DriverClass } from '../../codegen/model/driver.js';
import { suggestSpec } from '../../codegen/reconcile/suggest-spec.js';
import { readTemplates } from '../../codegen/render/read-templates.js';
import { loadSpec } from '../../codegen/spec/load-spec.js';
import { printSpec } from '../../codegen/spec/write/print-spec.js';

const CURSOR = `export declare class Cursor {
  next(): Promise<string | null>;
  toArray(): Promise<string[]>;
  close(): Promise<void>;
  rewind(): void;
  clone(): Cursor;
  get closed(): boolean;
  [Symbol.asyncIterator](): AsyncGenerator<string, void, void>;
}
`;

/** A built-in framework with its own types that users name. */
async function exporting(name: string, ...exports: readonly string[]): Promise<FrameworkSource> {
  const source = await loadFramework(name);
  const types = exports.map((each) => `export type ${each} = never;\n`).join('');
  const runtime = source.runtime.map((each) =>
    each.path === 'runtime.ts' ? { ...each, text: each.text + types } : each,
  );
  return { ...source, framework: { ...source.framework, exports }, runtime };
}

const CURSOR_SPEC = `class: Cursor
copy: clone
restart: rewind
chains: [clone]
commands: [toArray]
run:
  properties: [closed]
  commands: [next, close]
  methods: [rewind]
  protocol: ["[Symbol.asyncIterator]": [next, close]]
`;

/** `rule at line:column: subject` for each problem that a driver has with a framework, or the lines of its index. */
async function outcome(framework: FrameworkSource, declared: string): Promise<string[]> {
  const text = `export declare class Db { drop(): Promise<void> }\n${declared}`;
  const declarations = { text, package: 'mongodb', version: '1.2.3', file: 'driver.d.ts' };
  const { driver } = readDriver(text, declarations);
  const specOf = (each: DriverClass): string =>
    each.name === 'Cursor' ? CURSOR_SPEC : printSpec(suggestSpec(driver, each));
  const specs = driver.classes.map((each) => [`spec/${each.name}.yaml`, Buffer.from(specOf(each))] as const);
  const loaded = loadSpec('spec', () => new Map(specs));
  const { files, problems } = generate({
    declarations,
    spec: loaded.spec,
    frameworks: [framework],
    internal: await readInternal(),
    templates: await readTemplates(),
    docs: 'links',
  });
  const index = files.get(`${framework.framework.name}/index.ts`) ?? '';
  const all = [...loaded.problems, ...problems];
  return all.length === 0
    ? index.split('\n').filter((line) => line.startsWith('export'))
    : all.map(({ rule, subject, at }) => `${rule} at ${at?.line}:${at?.column}: ${subject}`);
}

describe('the names that an index exports', () => {
  const kept: Readonly<Record<string, string>> = {
    'a class': 'export declare class Own { drop(): Promise<void> }',
    'a class by its second name': 'declare class Other { drop(): Promise<void> }\nexport { Other, Other as Own };',
    'a class of which only the type is exported': 'declare class Own {}\nexport type { Own };',
    'a type that names a wrapper': 'export declare interface Own { db?: Db }',
    'a type that names a wrapper, with another name': 'declare interface Other { db?: Db }\nexport { Other as Own };',
    'a constant': 'export declare const Own: 1;',
    'a re-export from another package': "export { Own } from 'bson';",
  };
  for (const [title, declarations] of Object.entries(kept)) {
    it(`${title}, with the name of a type of the framework`, async () => {
      const found = await outcome(await exporting('promise', 'Own'), declarations);
      expect(found.filter((each) => each.startsWith('name-taken'))).to.have.length(1);
      expect(found[0]).to.match(/^name-taken at [23]:\d+: Own$/);
    });
  }

  it("a type without wrappers may have the name of a framework's type, which replaces it", async () => {
    const types = 'export declare type Own = string;\nexport declare interface Too { limit?: number }';
    expect(await outcome(await exporting('promise', 'Own', 'Too'), types)).to.deep.equal([
      "export * from 'mongodb';",
      "export { required as 'module.exports' };",
      "export { Db } from './Db.js';",
      "export type { Own, Too } from './runtime.js';",
    ]);
  });

  const runs: Readonly<Record<string, string>> = {
    'a class': 'export declare class CursorRun { drop(): Promise<void> }',
    'a type that names a wrapper': 'export declare interface CursorRun { db?: Db }',
    'any type': 'export declare type CursorRun = string;',
    'a constant': 'export declare const CursorRun: 1;',
  };
  for (const [title, declarations] of Object.entries(runs)) {
    it(`${title}, with the name of a cursor's run`, async () => {
      const found = await outcome(await loadFramework('rxjs'), `${declarations}\n${CURSOR}`);
      expect(found).to.deep.equal(['name-taken at 2:1: CursorRun']);
    });
  }

  it('a run, with the name of a type of the framework', async () => {
    const found = await outcome(await exporting('rxjs', 'CursorRun'), CURSOR);
    expect(found).to.deep.equal(['name-taken at 2:1: CursorRun']);
  });
});
