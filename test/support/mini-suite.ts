import { symlinkSync } from 'node:fs';

import { major } from 'semver';

import { type CliResult, motorized } from './cli.js';
import { Folder } from './folder.js';
import { inProject } from './project-root.js';
import { driverVersion } from './release/release.js';

/** The files of the driver's suite for its runner. Its packages are beside it, so that nothing is fetched. */
const TOOLS = {
  'suite/package.json': JSON.stringify({
    name: 'suite',
    version: `${major(driverVersion)}.0.0`,
    devDependencies: Object.fromEntries(
      ['mocha', 'typescript', 'typescript-cached-transpile', 'tslib'].map((name) => [name, `file:packages/${name}`]),
    ),
  }),
  'suite/packages/mocha/package.json': '{ "name": "mocha", "version": "1.0.0", "main": "index.js" }',
  // From Node 24 on, `require` returns the class itself.
  'suite/packages/mocha/index.js': `const mocha = require(${JSON.stringify(inProject('node_modules/mocha'))});
module.exports = mocha.default ?? mocha;\n`,
  'suite/packages/typescript/package.json': '{ "name": "typescript", "version": "1.0.0", "main": "index.js" }',
  // Its tests are JavaScript with another extension.
  'suite/packages/typescript/index.js': `module.exports = {
    ScriptTarget: {}, ModuleKind: {}, transpileModule: (outputText) => ({ outputText }),
  };\n`,
  'suite/packages/typescript-cached-transpile/package.json':
    '{ "name": "typescript-cached-transpile", "version": "1.0.0" }',
  'suite/packages/tslib/package.json': '{ "name": "tslib", "version": "1.0.0", "main": "index.js" }',
  'suite/packages/tslib/index.js': 'globalThis.__exportStar = Object.assign;\n',
  'suite/LICENSE.md': '',
  'suite/.mocharc.js': "module.exports = { require: ['ts-node/register', 'test/tools/runner/ee_checker.ts'] };\n",
  'suite/test/mocha_mongodb.json': JSON.stringify({
    require: ['test/tools/runner/ee_checker.ts', 'test/tools/runner/hooks/configuration.ts'],
  }),
  'suite/test/mongodb.ts': "module.exports = require('mongodb');\n",
  'suite/test/tools/runner/ee_checker.ts': '',
  'suite/test/tools/runner/hooks/configuration.ts': '',
  'suite/test/tools/runner/metadata_ui.js': `const Mocha = require('mocha');
Mocha.interfaces.metadata_ui = Mocha.interfaces.bdd;\n`,
};

/** A folder to run synchro in: a suite like the driver's with given tests, and the installed driver. */
export class MiniSuite extends Folder {
  constructor(tests: Readonly<Record<string, string>>) {
    super();
    const files = Object.entries(tests).map(([path, text]) => [`suite/test/${path}`, text] as const);
    this.write({ ...TOOLS, ...Object.fromEntries(files) });
    symlinkSync(inProject('node_modules'), this.at('node_modules'), 'junction');
  }

  /** The arguments of `motorized synchro` on this suite. */
  args(...more: readonly string[]): string[] {
    const folders = ['--source', this.at('suite'), '--spec', inProject('spec'), '--generated', inProject('generated')];
    return ['synchro', ...folders, ...more];
  }

  run(...more: readonly string[]): Promise<CliResult> {
    return this.runWith({}, ...more);
  }

  runWith(env: Readonly<Record<string, string>>, ...more: readonly string[]): Promise<CliResult> {
    return motorized(this.args(...more), { cwd: this.path, env });
  }
}
