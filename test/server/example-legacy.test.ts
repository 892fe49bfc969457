import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

import { expect } from 'chai';

import { codeBlocks, codeIn, tableRows } from '../support/documents.js';
import { output, run } from '../support/processes.js';
import { inProject } from '../support/project-root.js';
import { needsNewestLine } from '../support/release/needs.js';
import { spec } from '../support/release/release.js';
import { currentServer } from './current-server.js';

const EXAMPLE = inProject('examples', 'callback-legacy');
const PAGE = 'docs/migrating-from-mongodb-legacy.md';
const PACKAGES = ['mongodb-legacy', 'motorized/callback'];

/** Base classes of cursors and bulk operations, whose members mongodb-legacy has in each of its own classes. */
const CONCRETE: Readonly<Record<string, readonly string[]>> = {
  AbstractCursor: ['FindCursor', 'AggregationCursor', 'ListCollectionsCursor', 'ListIndexesCursor'],
  ExplainableCursor: ['FindCursor', 'AggregationCursor'],
  BulkOperationBase: ['OrderedBulkOperation', 'UnorderedBulkOperation'],
};

/** A program that prints what the page says about callbacks. */
const PROBE = `
  const { MongoClient } = require(process.argv[1]);
  const client = new MongoClient(process.env.MONGODB_URI, { driverInfo: { name: 'mine' } });
  const pets = client.db('motorized_probe_legacy').collection('pets');
  process.on('uncaughtException', (error, origin) => {
    console.log(origin, error.message);
    pets.drop(() => client.close(() => {}));
  });
  pets.insertOne({ name: 'Rex' }, (error) => {
    console.log(error, client.options.driverInfo.name);
    pets.find().forEach(() => { throw null; }, (failure) => {
      console.log(failure && failure.code);
      pets.findOne({}, () => { throw new Error('mine'); });
    });
  });
`;

/** The example's own packages, including driver 6, in its `node_modules`, which git ignores. */
function install(): void {
  if (existsSync(join(EXAMPLE, 'node_modules', '.package-lock.json'))) return;
  output('npm', ['ci', '--prefer-offline', '--no-audit', '--no-fund', '--loglevel=error'], { cwd: EXAMPLE });
}

describe('mongodb-legacy and motorized/callback', function () {
  needsNewestLine(this);
  this.timeout(180_000);
  before(install);

  it('print the same in the example, where only an import differs', () => {
    const env = { MONGODB_URI: currentServer().uri };
    const print = (file: string): string => output(process.execPath, [file], { cwd: EXAMPLE, env });
    const expected = print('legacy.js');
    expect(expected.split('\n')).to.have.lengthOf.above(30);
    expect(expected).to.match(/\nclosed cleanly\n$/);
    expect(print('motorized.js')).to.equal(expected);
  });

  it('share a program of more than 100 lines, apart from one line each', () => {
    const entry = (name: string): string => readFileSync(join(EXAMPLE, name), 'utf8');
    expect(entry('motorized.js')).to.equal(entry('legacy.js').replace('mongodb-legacy', 'motorized/callback'));
    expect(entry('program.js').split('\n')).to.have.lengthOf.above(100);
  });

  it('differ in the ways that the migration page lists', () => {
    const env = { MONGODB_URI: currentServer().uri };
    // A program on the command line resolves from the current folder, the example's.
    const print = (name: string): string => output(process.execPath, ['-e', PROBE, '--', name], { cwd: EXAMPLE, env });
    const [legacy, ours] = PACKAGES.map((name) => print(name).split('\n'));
    expect(legacy).to.deep.equal(['undefined mongodb-legacy|mine', 'null', 'unhandledRejection mine', '']);
    expect(ours).to.deep.equal(['null mine', 'ERR_FALSY_VALUE_REJECTION', 'uncaughtException mine', '']);
  });

  it('have the same exports, except one that driver 6 does not export', () => {
    const require = createRequire(join(EXAMPLE, 'package.json'));
    const ours = require('motorized/callback') as object;
    const gone = Object.keys(require('mongodb-legacy') as object).filter((name) => !(name in ours));
    expect(gone).to.deep.equal(['configureExplicitResourceManagement']);
  });

  it('differ in the methods with callbacks that the page lists', () => {
    const require = createRequire(join(EXAMPLE, 'package.json'));
    const legacy = require('mongodb-legacy') as Record<string, new () => object>;
    const driver = require('mongodb') as Record<string, unknown>;
    const takesCallback = (name: string, member: string, isStatic: boolean): boolean =>
      (CONCRETE[name] ?? [name]).some((each) => {
        const found = legacy[each];
        return (
          found !== undefined && found !== driver[each] && Object.hasOwn(isStatic ? found : found.prototype, member)
        );
      });
    const missing = spec.classes.flatMap(({ class: name, claims }) =>
      claims
        .filter(({ kind }) => kind === 'command' || kind === 'executor')
        .filter((claim) => claim.kind === 'executor' || !takesCallback(name, claim.member, claim.static))
        .map((claim) => `${name}.${claim.member}`),
    );
    const listed = tableRows(PAGE, 'Class', 'Methods').flatMap(([name = '', methods = '']) =>
      codeIn(methods).map((method) => `${codeIn(name)[0]}.${method}`),
    );
    expect(missing).to.have.members(listed);
  });

  it('differ in their types as the page says', () => {
    const block = codeBlocks(PAGE).find(({ role }) => role === 'legacy');
    const legacy = block?.text ?? '';
    const ours = legacy.replace('mongodb-legacy', 'motorized/callback').replaceAll(/^\/\/ @ts-expect-error.*\n/gm, '');
    const file = join(EXAMPLE, 'node_modules', 'migration-types.ts');
    try {
      for (const text of [legacy, ours]) {
        writeFileSync(file, text);
        expect(typeCheck(file, true), text).to.equal('');
      }
      writeFileSync(file, legacy);
      expect(typeCheck(file, false)).to.match(/mongodb-legacy\.d\.ts\(\d+,\d+\): error/);
    } finally {
      rmSync(file, { force: true });
    }
  });
});

/** Compiles one file of the example, and returns the compiler's errors. */
function typeCheck(file: string, skipLibCheck: boolean): string {
  const tsc = inProject('node_modules', 'typescript', 'bin', 'tsc');
  const types = ['--types', 'node', '--typeRoots', inProject('node_modules', '@types')];
  const options = ['--noEmit', '--ignoreConfig', '--strict', '--module', 'nodenext', '--target', 'es2022'];
  return run(process.execPath, [tsc, file, ...options, ...types, '--skipLibCheck', String(skipLibCheck)]).stdout;
}
