import { readFileSync } from 'node:fs';

import { expect } from 'chai';
import * as classes from 'motorized/effect';
import * as pipeable from 'motorized/effect/pipeable';
import * as schema from 'motorized/effect/schema';

import { readModule } from '../../../codegen/frameworks/reading/read-module.js';
import { codeIn, tableRows } from '../../support/documents.js';
import { inProject } from '../../support/project-root.js';

const PAGE = 'docs/migrating-from-effect-mongodb.md';

/** The exports of effect-mongodb by module. Copied from its sources, which need another Effect and another driver. */
interface Fixture {
  readonly source: string;
  readonly version: string;
  readonly exports: Readonly<Record<string, readonly string[]>>;
}

describe(PAGE, () => {
  const fixture = JSON.parse(readFileSync(inProject('test/frameworks/effect/effect-mongodb.json'), 'utf8')) as Fixture;
  const functions = tableRows(PAGE, 'effect-mongodb', 'motorized/effect/pipeable');
  const types = tableRows(PAGE, 'effect-mongodb', 'motorized/effect');

  it('has a line for each export of effect-mongodb, and no other', () => {
    const exported = Object.entries(fixture.exports).flatMap(([module, names]) =>
      names.map((name) => `${module}.${name}`),
    );
    expect(exported).to.have.length.greaterThan(80);
    expect([...functions, ...types].flatMap(([theirs = '']) => codeIn(theirs))).to.have.members(exported);
  });

  it('names every function, and only existing ones', () => {
    const named = functions.flatMap(([, ours = '']) => codeIn(ours));
    const ofSchema = named.filter((each) => each.startsWith('schema: ')).map((each) => each.slice('schema: '.length));
    expect(Object.keys(schema)).to.include.members(ofSchema);
    const ofPipeable = named.filter((each) => !each.startsWith('schema: '));
    expect(Object.keys(pipeable)).to.include.members(ofPipeable);
    const besides = Object.keys(pipeable).filter((name) => !ofPipeable.includes(name));
    expect(besides).to.have.members(['findOneAndDelete', 'skip']);
  });

  it('names existing methods', () => {
    const all: Readonly<Record<string, unknown>> = { ...classes, ...schema };
    const methods = functions.flatMap(([, , method = '']) => codeIn(method));
    expect(methods).to.have.length.greaterThan(30);
    const missing = methods.filter((each) => {
      const [owner = '', name = ''] = each.split('.');
      const Class = all[owner] as { readonly prototype: object } | undefined;
      return Class === undefined || !(name in Class.prototype || name in Class);
    });
    expect(missing).to.deep.equal([]);
  });

  it('names existing types', () => {
    const exportsOf = (file: string) => {
      const { exports, passedOn } = readModule(readFileSync(inProject(file), 'utf8'), file);
      return new Set([...exports.keys(), ...passedOn.map(({ exported }) => exported)]);
    };
    const ofIndex = exportsOf('generated/effect/index.ts');
    const ofDriver = exportsOf('node_modules/mongodb/mongodb.d.ts');
    const ofSchema = exportsOf('generated/effect/schema.ts');
    const named = types.flatMap(([, ours = '']) => codeIn(ours));
    expect(named).to.have.length.greaterThan(12);
    const missing = named.filter((each) => {
      if (each.startsWith('schema: ')) return !ofSchema.has(each.slice('schema: '.length));
      return !ofIndex.has(each) && !ofDriver.has(each);
    });
    expect(missing).to.deep.equal([]);
  });
});
