import { expect } from 'chai';
import { expectTypeOf } from 'expect-type';
import { Project, type Type } from 'ts-morph';
import type { z } from 'zod';

import type { Framework, frameworkSchema } from '../../../codegen/frameworks/framework.js';
import { inProject } from '../../support/project-root.js';

describe('the type of a framework', () => {
  it('is what the schema gives, key by key', () => {
    expectTypeOf<z.output<typeof frameworkSchema>>().toEqualTypeOf<Framework>();
  });

  it('says of each key what it is for, where editors look: in the declarations that are published', () => {
    const project = new Project({ skipAddingFilesFromTsConfig: true, compilerOptions: { strict: true } });
    const published = project.addSourceFileAtPath(inProject('build/codegen/frameworks/framework.d.ts'));
    const silent: string[] = [];
    let count = 0;
    const look = (type: Type, path: string): void => {
      for (const key of type.getProperties()) {
        count += 1;
        const name = `${path}.${key.getName()}`;
        if (key.compilerSymbol.getDocumentationComment(undefined).length === 0) silent.push(name);
        const value = key.getTypeAtLocation(published).getNonNullableType();
        const inner = value.getArrayElementType() ?? value;
        if (inner.isInterface() && inner.getCallSignatures().length === 0) look(inner, name);
      }
    };
    const [declared] = published.getExportedDeclarations().get('Framework') ?? [];
    look(declared!.getType(), 'Framework');
    expect(count).to.be.greaterThan(20);
    expect(silent).to.deep.equal([]);
  });
});
