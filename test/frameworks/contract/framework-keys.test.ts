import { expect } from 'chai';
import { expectTypeOf } from 'expect-type';
import { Project, type Type } from 'ts-morph';
import type { z } from 'zod';

import type { Framework, frameworkSchema } from '../../../codegen/frameworks/framework.js';
import { inProject } from '../../support/project-root.js';

describe('the type of a framework', () => {
  it('matches the schema, key by key', () => {
    expectTypeOf<z.output<typeof frameworkSchema>>().toEqualTypeOf<Framework>();
  });

  it('documents each key where editors look: in the published declarations', () => {
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
