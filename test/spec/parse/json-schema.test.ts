import { readFileSync } from 'node:fs';
import { expect } from 'chai';

import { MEMBER_KINDS } from '../../../codegen/model/member-kind.js';
import { HEADINGS } from '../../../codegen/spec/headings.js';
import { specJsonSchema } from '../../../codegen/spec/parse/json-schema.js';

interface Schema {
  readonly description?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: unknown;
  readonly required?: readonly string[];
}

describe('specJsonSchema', () => {
  const schema = JSON.parse(specJsonSchema()) as Schema;
  const run = schema.properties?.['run'];

  it('matches the committed file', () => {
    const committed = readFileSync(new URL('../../../../spec/schema.json', import.meta.url), 'utf8');
    expect(committed).to.equal(specJsonSchema());
  });

  it('describes every key, for editors to show', () => {
    const maps = [schema, run].flatMap((map) => Object.entries(map?.properties ?? {}));
    expect(maps.filter(([, key]) => !key.description).map(([name]) => name)).to.deep.equal([]);
    expect(specJsonSchema()).to.contain('"description": "Why the member is not wrapped."');
  });

  it('refuses unknown keys, and requires a class', () => {
    expect(schema.required).to.deep.equal(['class']);
    expect(schema.additionalProperties).to.equal(false);
    expect(run?.additionalProperties).to.equal(false);
  });

  it('has a heading for each kind, in a fixed order, and all except constants in a run', () => {
    const headings = MEMBER_KINDS.map((kind) => HEADINGS[kind]) as string[];
    const inOrder = (map: Schema | undefined) =>
      Object.keys(map?.properties ?? {}).filter((key) => headings.includes(key));
    expect(inOrder(schema)).to.deep.equal(headings);
    expect(inOrder(run)).to.deep.equal(headings.filter((heading) => heading !== 'constants'));
  });
});
