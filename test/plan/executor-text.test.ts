import { expect } from 'chai';

import type { DeclaredExecutor } from '../../codegen/frameworks/framework.js';
import { loadFramework, readInternal } from '../../codegen/frameworks/load/load-framework.js';
import { generate } from '../../codegen/generate.js';
import { readTemplates } from '../../codegen/render/read-templates.js';
import { loadSpec } from '../../codegen/spec/load-spec.js';

const DRIVER = `export declare class MongoClient {
  constructor(url: string);
  withSession<T>(executor: (session: ClientSession, tries?: number, ...rest: string[]) => Promise<T>): Promise<T>;
}
export declare class ClientSession { readonly id: string }
export declare class Db { readonly name: string }
`;

const SPECS = {
  MongoClient: 'constructible: true\nexecutors: [withSession]',
  ClientSession: 'properties: [id]',
  Db: 'properties: [name]',
};

describe("what a framework gets for a user's function", () => {
  it('also has its parameters as a list, with optional and rest parameters', async () => {
    const told: DeclaredExecutor[] = [];
    const source = await loadFramework('promise');
    const { problems, files } = generate({
      declarations: { text: DRIVER, package: 'mongodb', version: '1.2.3', file: 'driver.d.ts' },
      spec: loadSpec(
        'spec',
        () =>
          new Map(
            Object.entries(SPECS).map(([name, text]) => [
              `spec/${name}.yaml`,
              Buffer.from(`class: ${name}\n${text}\n`),
            ]),
          ),
      ).spec,
      frameworks: [
        {
          ...source,
          framework: {
            ...source.framework,
            executor: (parameters, type, from, executor) => {
              expect(parameters).to.equal(executor.text);
              return source.framework.executor(parameters, type, from, executor);
            },
            signatures: (signature) => {
              told.push(...signature.parameters.flatMap((each) => each.executor?.() ?? []));
              return [signature];
            },
          },
        },
      ],
      internal: await readInternal(),
      templates: await readTemplates(),
      docs: 'links',
    });
    expect(problems).to.deep.equal([]);
    const text = 'session: ClientSession, tries?: number, ...rest: string[]';
    expect(told.map((each) => each.text)).to.deep.equal([text]);
    expect(files.get('promise/MongoClient.ts')?.replaceAll(/\s+/g, ' ')).to.include(text);
  });
});
