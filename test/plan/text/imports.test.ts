import { expect } from 'chai';

import { Imports } from '../../../codegen/plan/text/imports.js';

const none = (): Imports => new Imports(new Set());

/** A module that uses every name. */
const ALL = [
  'Db, classes, unwrap, Readable, Document, mongodb, driver, settle, Callback, adapt, mongodb$$, unwrap$, NodeReadable',
  `${'A'.repeat(60)}, ${'B'.repeat(60)}`,
];

describe('Imports', () => {
  it('lists packages, then shared modules, then own ones, each by code unit', () => {
    const imports = none();
    imports.theirs('Db', './Db.js');
    imports.ours('classes', './classes.js');
    imports.ours('unwrap', '../internal/unwrap.js');
    imports.theirs('Readable', 'node:stream');
    imports.theirs('Document', 'mongodb');
    imports.ours('*', 'mongodb');
    expect(imports.lines(ALL)).to.deep.equal([
      "import * as mongodb from 'mongodb';",
      "import type { Document } from 'mongodb';",
      "import type { Readable } from 'node:stream';",
      '',
      "import { unwrap } from '../internal/unwrap.js';",
      '',
      "import type { Db } from './Db.js';",
      "import { classes } from './classes.js';",
    ]);
  });

  it("gives a framework's import the same local name as the driver's code if both import it from the same module", () => {
    const imports = new Imports(new Set(['Db', 'Document']));
    imports.theirs('Db', './Db.js');
    expect(imports.ours('Db', './Db.js')).to.equal('Db$');
    expect(imports.shared('Db', './Db.js')).to.equal('Db');
    expect(imports.shared('Db', 'another')).to.equal('Db$$');
    expect(imports.shared('Document', 'mongodb', 'type')).to.equal('Document$');
    expect(imports.lines(['Db, Document$'])).to.deep.equal([
      "import type { Document as Document$ } from 'mongodb';",
      '',
      "import { Db } from './Db.js';",
    ]);
  });

  it('has no lines without imports, and no blank line for an empty group', () => {
    expect(none().lines(ALL)).to.deep.equal([]);
    const imports = none();
    imports.theirs('Db', './Db.js');
    expect(imports.lines(ALL)).to.deep.equal(["import type { Db } from './Db.js';"]);
  });

  it('imports a name once, and as a value if any use needs it', () => {
    const imports = none();
    imports.theirs('Db', './Db.js', 'type');
    imports.theirs('Db', './Db.js', 'value');
    imports.theirs('Db', './Db.js', 'type');
    imports.ours('*', 'mongodb', 'type');
    expect(imports.lines(ALL)).to.deep.equal([
      "import type * as mongodb from 'mongodb';",
      '',
      "import { Db } from './Db.js';",
    ]);
    imports.ours('*', 'mongodb', 'value');
    expect(imports.lines(ALL)[0]).to.equal("import * as mongodb from 'mongodb';");
  });

  it('marks types among values individually, by local name', () => {
    const imports = none();
    imports.ours('settle', './runtime.js');
    imports.ours('Callback', './runtime.js', 'type');
    imports.ours('adapt', './runtime.js');
    expect(imports.lines(ALL)).to.deep.equal(["import { type Callback, adapt, settle } from './runtime.js';"]);
  });

  it('renames a helper if the driver uses its name, repeatedly if needed', () => {
    const imports = new Imports(new Set(['unwrap', 'mongodb', 'mongodb$']));
    expect(imports.ours('unwrap', '../internal/unwrap.js')).to.equal('unwrap$');
    expect(imports.ours('*', 'mongodb')).to.equal('mongodb$$');
    expect(imports.theirs('unwrap', 'mongodb')).to.equal('unwrap');
    expect(imports.local('unwrap')).to.equal('unwrap$');
    expect(imports.local('payloads')).to.equal('payloads');
    expect(imports.lines(ALL)).to.deep.equal([
      "import * as mongodb$$ from 'mongodb';",
      "import type { unwrap } from 'mongodb';",
      '',
      "import { unwrap as unwrap$ } from '../internal/unwrap.js';",
    ]);
  });

  it('keeps the local name of an import that the driver renames', () => {
    const imports = none();
    expect(imports.theirs('Readable', 'node:stream', 'type', 'NodeReadable')).to.equal('NodeReadable');
    expect(imports.lines(ALL)).to.deep.equal(["import type { Readable as NodeReadable } from 'node:stream';"]);
  });

  it('breaks a list that is too long, with one name per line', () => {
    const imports = none();
    for (const name of ['A'.repeat(60), 'B'.repeat(60)]) imports.theirs(name, 'mongodb');
    expect(imports.lines(ALL)).to.deep.equal([
      'import type {',
      `  ${'A'.repeat(60)},`,
      `  ${'B'.repeat(60)},`,
      "} from 'mongodb';",
    ]);
  });

  it('omits unused imports, while a link in a comment counts as a use', () => {
    const imports = none();
    for (const name of ['Db', 'Admin', 'Collection', 'Binary']) imports.theirs(name, 'mongodb');
    const code = ['/** The Admin of a {@link Binary.x}. */', ' * Db', 'x(): Collection;'];
    expect(imports.lines(code)).to.deep.equal(["import type { Binary, Collection } from 'mongodb';"]);
  });

  it('renames an import if another module has the same name', () => {
    const imports = none();
    expect(imports.ours('Option', 'effect')).to.equal('Option');
    expect(imports.ours('Option', './runtime.js')).to.equal('Option$');
    expect(imports.ours('Option', 'effect')).to.equal('Option');
    expect(imports.lines(['Option<Option$>'])).to.deep.equal([
      "import { Option } from 'effect';",
      '',
      "import { Option as Option$ } from './runtime.js';",
    ]);
  });
});
