import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { expect } from 'chai';

import { inProject } from '../support/project-root.js';
import { type ApiReport, apiReports, compareReport, staleReports } from './api-reports.js';

describe('the reports of what users can import', function () {
  this.timeout(60_000);

  let folder: string;
  let report: ApiReport;
  beforeEach(() => {
    mkdirSync(inProject('build'), { recursive: true });
    // In the work tree, where declarations find Node's types.
    folder = mkdtempSync(inProject('build', 'reported-'));
    writeFileSync(join(folder, 'package.json'), '{ "name": "reported", "type": "module" }');
    report = { path: 'reported/index.api.md', folder, entry: join(folder, 'index.d.ts'), whole: true };
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
    rmSync(inProject('build', 'api', 'reported'), { recursive: true, force: true });
  });

  const declare = (text: string): void => writeFileSync(report.entry, text);

  it('print the difference, and nothing if there is none', () => {
    const committed = join(folder, 'api');
    declare('declare class Base {\n    inherited(): string;\n}\nexport declare class Own extends Base {\n}\n');
    expect(compareReport(report, { folder: committed, update: true })).to.equal(undefined);
    expect(readFileSync(join(committed, report.path), 'utf8')).to.include('inherited(): string;');
    expect(compareReport(report, { folder: committed, update: false })).to.equal(undefined);

    declare('declare class Base {\n    inherited(): number;\n}\nexport declare class Own extends Base {\n}\n');
    const changed = compareReport(report, { folder: committed, update: false });
    expect(changed).to.include('-    inherited(): string;\n+    inherited(): number;\n');
    expect(changed).to.match(/fix: make api, .*\n$/);
    expect(readFileSync(join(committed, report.path), 'utf8')).to.include('inherited(): string;');
  });

  it('name a missing report, and one without a subpath', () => {
    const committed = join(folder, 'api');
    declare('export declare const here: 1;\n');
    expect(compareReport(report, { folder: committed, update: false })).to.include('+export const here: 1;');
    expect(existsSync(join(committed, report.path))).to.equal(false);

    compareReport(report, { folder: committed, update: true });
    expect(staleReports([report], { folder: committed, update: false })).to.equal(undefined);
    expect(staleReports([], { folder: committed, update: false })).to.include(
      'reported/index.api.md belongs to no subpath',
    );
    staleReports([], { folder: committed, update: true });
    expect(existsSync(join(committed, report.path))).to.equal(false);
  });

  it('exist for each subpath of each package', () => {
    expect(apiReports().map(({ path }) => path)).to.include.members([
      'motorized/promise.api.md',
      'motorized/effect-schema.api.md',
      'codegen/index.api.md',
      'codegen/internal.api.md',
    ]);
  });
});
