import { readFileSync } from 'node:fs';

import { expect } from 'chai';
import { ts } from 'ts-morph';

import { CALLS } from '../../codegen/conformance/calls/calls.js';
import { CLAUSES } from '../../codegen/conformance/clauses.js';
import { STRICT_OPTIONS } from '../../codegen/frameworks/strict-options.js';
import { memberKey } from '../../codegen/model/member-key.js';
import { rangedSpec } from '../support/release/release.js';
import { codeIn, tableRows } from '../support/documents.js';
import { inProject } from '../support/project-root.js';

/** Members that the clauses about properties and protocols check without a call in the table. */
const WITHOUT_CALL: ReadonlySet<string> = new Set(['property', 'constant', 'protocol']);

describe('the clauses of the contract', () => {
  it('have different names, of two words', () => {
    const names = CLAUSES.map(({ name }) => name);
    expect(new Set(names).size).to.equal(names.length);
    expect(names.filter((name) => !/^[a-z-]+\/[a-z-]+$/.test(name))).to.deep.equal([]);
  });

  it('are checked before anything runs, or on a stage', () => {
    expect(CLAUSES.filter(({ read, run }) => (read === undefined) === (run === undefined))).to.deep.equal([]);
  });

  it('are those of docs/conformance.md', () => {
    const rows = tableRows('docs/conformance.md', 'Clause');
    const listed = rows.map(([name = '', of = '', says = '']) => ({ name: codeIn(name)[0], of, says }));
    expect(listed).to.deep.equal(CLAUSES.map(({ name, says, for: of = 'all' }) => ({ name, of, says })));
  });
});

describe('the table of calls', () => {
  // For every release, since the kit runs on each.
  const { classes } = rangedSpec;
  const named = classes.flatMap(({ class: name, claims }) =>
    claims
      .filter(({ kind }) => !WITHOUT_CALL.has(kind))
      .map(({ member, static: isStatic }) => `${name}.${memberKey(member, isStatic)}`),
  );
  const called = [...new Set(named)];
  const known = Object.entries(CALLS).flatMap(([name, { members }]) =>
    Object.entries(members).map(([member, calls]) => [`${name}.${member}`, calls.length] as const),
  );

  it('knows how to create an object of each class in the spec', () => {
    expect(Object.keys(CALLS)).to.have.members(classes.map((each) => each.class));
  });

  it('has a call for each member that can be called, and no other', () => {
    expect(called.length).to.be.greaterThan(150);
    expect(known.map(([member]) => member)).to.have.members(called);
    expect(known.filter(([, calls]) => calls === 0)).to.deep.equal([]);
  });
});

describe('the emitted code', () => {
  it('is compiled as strictly as the published package', () => {
    const { config } = ts.readConfigFile(inProject('generated/tsconfig.json'), (file) =>
      readFileSync(file, 'utf8'),
    ) as {
      config: { compilerOptions: Record<string, unknown> };
    };
    // The output folder, what nobody reads, and the declarations of packages.
    const differing = new Set(['rootDir', 'outDir', 'declarationMap', 'sourceMap', 'skipLibCheck', 'noEmitOnError']);
    const published = Object.entries(config.compilerOptions).filter(([name]) => !differing.has(name));
    expect(STRICT_OPTIONS).to.deep.equal(Object.fromEntries(published));
  });

  it('is compiled with options that the compiler knows', () => {
    expect(ts.convertCompilerOptionsFromJson(STRICT_OPTIONS, '').errors).to.deep.equal([]);
  });
});
