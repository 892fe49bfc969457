import { expect } from 'chai';
import { Project, ts, type Type } from 'ts-morph';

import { openDriver } from '../../../codegen/driver/find/open-driver.js';
import { parseType, readDriver } from '../../../codegen/driver/read/read-driver.js';
import type { Driver } from '../../../codegen/model/driver.js';
import { effectiveFields } from '../../../codegen/model/fields/effective-fields.js';
import type { FieldSet } from '../../../codegen/model/fields/field-set.js';
import type { TypeText } from '../../../codegen/model/types/type-text.js';

const FILE = 'node_modules/mongodb/mongodb.d.ts';

/** Fields as the checker sees them, by name: whether each is optional, and the file that declares it. */
type Checked = ReadonlyMap<string, { readonly optional: boolean; readonly file: string | undefined }>;

/** A reference to a declared type, at any depth, which may be the type of an option parameter. */
function referenceIn(driver: Driver, type: TypeText): string | undefined {
  if (type.shape.kind !== 'reference' || type.shape.arguments.length > 0) return undefined;
  const { name } = type.shape;
  return driver.types.some((each) => each.name === name && each.exported) ? name : undefined;
}

describe("effectiveFields, compared with TypeScript's checker", function () {
  // The checker loads the types of bson and Node, without which it would omit fields.
  this.timeout(60_000);

  let driver: Driver;
  let checked: (name: string) => Checked;

  before(async () => {
    const opened = await openDriver({ from: process.cwd() });
    ({ driver } = readDriver(opened.text, opened));
    const project = new Project({
      compilerOptions: {
        strict: true,
        skipLibCheck: true,
        target: ts.ScriptTarget.ES2022,
        types: ['node'],
        moduleResolution: ts.ModuleResolutionKind.Node10,
        ignoreDeprecations: '6.0',
      },
      skipAddingFilesFromTsConfig: true,
    });
    const source = project.addSourceFileAtPath(FILE);
    checked = (name) => fieldsOf(source.getInterface(name)?.getType() ?? source.getTypeAliasOrThrow(name).getType());
  });

  /** For a union, the checker returns the fields that all parts have. Here, the fields of any object in it count. */
  function fieldsOf(type: Type): Checked {
    const parts = (type.isUnion() ? type.getUnionTypes() : [type]).filter(
      (part) => (part.isObject() || part.isIntersection()) && !part.isArray(),
    );
    const found = parts.map((part) => new Map(part.getApparentProperties().map((each) => [each.getName(), each])));
    const names = new Set(found.flatMap((each) => [...each.keys()]));
    return new Map(
      [...names].map((name) => {
        const symbols = found.map((each) => each.get(name));
        const file = symbols
          .flatMap((symbol) => symbol?.getDeclarations() ?? [])[0]
          ?.getSourceFile()
          .getBaseName();
        return [name, { optional: symbols.some((symbol) => symbol?.isOptional() ?? true), file }];
      }),
    );
  }

  /** The differences between the two. Foreign fields are shown as a single line. */
  function differences(ours: FieldSet, theirs: Checked): string[] {
    const wrong: string[] = [];
    for (const [name, { optional, file }] of theirs) {
      const field = ours.fields.get(name);
      if (field === undefined) {
        if (file === 'mongodb.d.ts' || ours.opaque.length === 0) wrong.push(`missing ${name}`);
      } else if (field.optional !== optional) wrong.push(`optional ${name}`);
    }
    for (const name of ours.fields.keys()) {
      if (!theirs.has(name)) wrong.push(`extra ${name}`);
    }
    return wrong;
  }

  /** The types of the parameters of every public signature, and the interfaces named like options. */
  function optionTypes(): string[] {
    const signatures = driver.classes.flatMap((each) => [
      ...each.constructors,
      ...each.members.flatMap((member) => (member.kind === 'method' ? member.overloads : [])),
    ]);
    const parameters = signatures.flatMap((each) =>
      each.parameters.flatMap(({ type }) => referenceIn(driver, type) ?? []),
    );
    const named = driver.types.filter((type) => type.exported && type.kind === 'interface').map((type) => type.name);
    return [...new Set([...parameters, ...named])].filter((name) => {
      const type = driver.types.find((each) => each.name === name);
      return type?.typeParameters.length === 0;
    });
  }

  it('agrees on every option parameter and interface', () => {
    let compared = 0;
    const wrong = optionTypes().flatMap((name) => {
      const ours = effectiveFields(driver, parseType(name, driver.imports));
      if (ours.fields.size === 0) return [];
      const theirs = checked(name);
      compared += theirs.size;
      return differences(ours, theirs).map((line) => `${name}: ${line}`);
    });
    expect(wrong).to.deep.equal([]);
    expect(compared).to.be.greaterThan(1_500);
  });

  it('notices a missing field', () => {
    const ours = effectiveFields(driver, parseType("Omit<FindOptions, 'session'>", driver.imports));
    expect(differences(ours, checked('FindOptions'))).to.include('missing session');
  });
});
