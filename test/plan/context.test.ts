import { expect } from 'chai';

import { loadFramework, readInternal } from '../../codegen/frameworks/load/load-framework.js';
import { generate } from '../../codegen/generate.js';
import { readTemplates } from '../../codegen/render/read-templates.js';
import { loadSpec } from '../../codegen/spec/load-spec.js';

const DRIVER = `export declare class MongoClient {
  constructor(url: string);
  static connect(url: string): Promise<MongoClient>;
  connect(): Promise<this>;
  close(): Promise<void>;
  withSession<T>(executor: (session: ClientSession) => Promise<T>): Promise<T>;
  [Symbol.asyncDispose](): Promise<void>;
}
export declare class ClientSession { endSession(): Promise<void> }
`;

const CLIENT = `class: MongoClient
constructible: true
commands: [static connect, connect, close]
executors: [withSession]
protocol: ["[Symbol.asyncDispose]": [close]]
`;

const SESSION = `class: ClientSession
commands: [endSession]
`;

/** The lines of a lazy framework's client class. */
async function linesOf(name: 'rxjs' | 'effect'): Promise<string[]> {
  const source = await loadFramework(name);
  const specs = new Map([
    ['spec/MongoClient.yaml', Buffer.from(CLIENT)],
    ['spec/ClientSession.yaml', Buffer.from(SESSION)],
  ]);
  const { files, problems } = generate({
    declarations: { text: DRIVER, package: 'mongodb', version: '1.2.3', file: 'driver.d.ts' },
    spec: loadSpec('spec', () => specs).spec,
    frameworks: [source],
    internal: await readInternal(),
    templates: await readTemplates(),
    docs: 'links',
  });
  expect(problems).to.deep.equal([]);
  return (files.get(`${name}/MongoClient.ts`) ?? '').split('\n').map((line) => line.trim());
}

describe('the context of a lazy framework', () => {
  it('is passed to executors and to the conversion to promises, also in disposal', async () => {
    const lines = await linesOf('effect');
    expect(lines).to.include('const context = contextOf(this);');
    expect(lines.join(' ')).to.include('(value) => toPromise(value, context)');
    expect(lines.join(' ')).to.include('adapt(executor, signal, context, classes.ClientSession.wrap)');
    expect(lines.join(' ')).to.match(/toPromise\( ?closedWith\(.*\.connect\(\), context,? ?\)/);
  });

  it('is not requested if the framework has none', async () => {
    const lines = await linesOf('rxjs');
    expect(lines.join(' ')).not.to.include('context');
    expect(lines.join(' ')).to.include('adapt(executor, signal, classes.ClientSession.wrap)');
  });
});
