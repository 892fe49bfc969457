import { expect } from 'chai';
import { Project, type SourceFile } from 'ts-morph';

import { optionsSchema } from '../../codegen/frameworks/contract/options.js';
import { frameworkSchema } from '../../codegen/frameworks/framework.js';
import { declaredSignatures } from '../support/declared-signatures.js';
import { codeIn, readDocument, tableRows } from '../support/documents.js';
import { inProject } from '../support/project-root.js';

const PAGE = 'docs/writing-a-framework.md';
const MOTOR =
  'add_future call_soon chain_future chain_return_value check_event_loop coroutine get_event_loop get_future ' +
  'is_event_loop is_future platform_info pymongo_class_wrapper run_on_executor yieldable';

/** The names at the beginning of a cell: `docs.command(link, member)` is `docs.command`. */
const namesIn = (cell = ''): string[] => codeIn(cell).map((code) => code.replace(/\(.*$/, ''));

const project = new Project({ skipAddingFilesFromTsConfig: true });
const sourceOf = (path: string): SourceFile => project.addSourceFileAtPath(inProject('codegen', path));

/** The part of a schema with its keys. */
interface Keyed {
  readonly shape?: Readonly<Record<string, Keyed>>;
  readonly def?: { readonly innerType?: Keyed };
}

/** Each key of the contract by its path. For a record, its keys instead. */
function keysOf(schema: Keyed, path = ''): string[] {
  const inner = schema.def?.innerType;
  if (inner !== undefined) return keysOf(inner, path);
  if (schema.shape === undefined) return [path];
  return Object.entries(schema.shape).flatMap(([key, each]) => keysOf(each, path === '' ? key : `${path}.${key}`));
}

describe('docs/writing-a-framework.md', () => {
  it('lists every key of the contract', () => {
    const listed = tableRows(PAGE, 'Key', 'Needed').flatMap(([key]) => namesIn(key));
    expect(listed).to.have.members(keysOf(frameworkSchema as unknown as Keyed));
  });

  it('lists the keys of an option', () => {
    const listed = tableRows(PAGE, 'Of an option', 'Says').flatMap(([key]) => namesIn(key));
    const { valueType } = (optionsSchema as unknown as { def: { innerType: { valueType: Keyed } } }).def.innerType;
    expect(listed).to.have.members(keysOf(valueType));
  });

  it('lists everything that the functions of a framework get', () => {
    const declared = sourceOf('frameworks/contract/told.ts').getInterfaces();
    const rows = new Map(tableRows(PAGE, 'Told').map(([name, fields]) => [codeIn(name ?? '')[0], namesIn(fields)]));
    expect([...rows.keys()]).to.have.members(declared.map((each) => each.getName()));
    for (const each of declared)
      expect(rows.get(each.getName()), each.getName()).to.include.members(
        each.getProperties().map((property) => property.getName()),
      );
  });

  it('lists every key of synchro.ts', () => {
    const idiom = sourceOf('synchro/idiom.ts').getInterfaceOrThrow('Idiom');
    const keys = [...idiom.getMethods(), ...idiom.getProperties()].map((each) => each.getName());
    expect(tableRows(PAGE, 'In `synchro.ts`').flatMap(([key]) => namesIn(key))).to.have.members(keys);
  });

  it('lists every helper of internal/ with its signature', () => {
    const modules = declaredSignatures('codegen/frameworks/internal');
    const text = readDocument(PAGE);
    const lines = text.slice(text.indexOf('## The helpers in'), text.indexOf('## The conformance kit')).split('\n');
    const listed: string[] = [];
    let module = '';
    for (const line of lines) {
      const [, heading] = /^`([a-z-]+\.ts)`:$/.exec(line) ?? [];
      if (heading !== undefined) module = heading;
      const [, own, signature] = /^- (?:`([a-z-]+\.ts)`: )?`([^`]+)`/.exec(line) ?? [];
      if (signature !== undefined) listed.push(`${own ?? module} ${signature}`);
    }
    const declared = modules.flatMap((each) => each.signatures.map((signature) => `${each.module} ${signature}`));
    expect(declared).to.have.lengthOf.above(70);
    expect(listed).to.have.members(declared);
  });

  it('lists the fourteen functions that Motor requires of a framework', () => {
    const rows = tableRows(PAGE, 'Motor', 'Here');
    expect(rows.flatMap(([name]) => namesIn(name))).to.deep.equal(MOTOR.split(' '));
    expect(rows.filter(([, here = '']) => here === '')).to.deep.equal([]);
  });
});
