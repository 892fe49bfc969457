import { expect } from 'chai';

import { InternalError } from '../../codegen/common/problem.js';
import type { FilePlan } from '../../codegen/plan/file-plan.js';
import { createRenderer } from '../../codegen/render/render.js';

/** Renders one template. Its data may be anything, as after a mistake in the plan. */
function render(text: string, data: unknown, others: Record<string, string> = {}): string {
  const templates = new Map(Object.entries({ ...others, class: text }));
  const plan = { path: 'promise/Db.ts', source: 'the test', content: { template: 'class', data } } as FilePlan;
  return createRenderer(templates)(plan);
}

describe('createRenderer', () => {
  it('renders text without escaping', () => {
    expect(render('{{line}}', { line: 'Promise<T> & "x"' })).to.equal('Promise<T> & "x"');
  });

  it('loops with @first and @index, and can access the outer context', () => {
    const text = '{{#each items}}{{#unless @first}}, {{/unless}}{{@index}}{{this}}{{../end}}{{/each}}';
    expect(render(text, { items: ['a', 'b'], end: ';' })).to.equal('0a;, 1b;');
  });

  it('branches', () => {
    const text = '{{#if yes}}a{{else}}b{{/if}}{{#unless yes}}c{{else}}d{{/unless}}';
    expect(render(text, { yes: true })).to.equal('ad');
    expect(render(text, { yes: false })).to.equal('bc');
  });

  it('renders an empty list as nothing', () => {
    expect(render('{{#each items}}x{{/each}}', { items: [] })).to.equal('');
  });

  for (const block of ['each', 'if', 'unless']) {
    const wanted = block === 'each' ? 'a list' : 'a boolean';
    const wrong: readonly [string, unknown][] = [
      ['undefined', undefined],
      ['null', null],
      ['string', 'yes'],
      ['number', 0],
      ['object', {}],
    ];
    for (const [name, value] of wrong) {
      it(`{{#${block}}} throws on ${name}`, () => {
        const act = (): string => render(`{{#${block} it}}x{{/${block}}}`, { it: value });
        expect(act).to.throw(InternalError, `{{#${block}}} got ${name}, expected ${wanted}`);
      });
    }
    it(`{{#${block}}} throws on a missing name`, () => {
      expect(() => render(`{{#${block} typo}}x{{/${block}}}`, {})).to.throw(
        InternalError,
        `{{#${block}}} got undefined`,
      );
    });
  }

  for (const text of [
    '{{typo}}',
    '{{a.typo}}',
    '{{#each items}}{{this.typo}}{{/each}}',
    '{{#each items}}{{../typo}}{{/each}}',
    '{{@root.typo}}',
  ]) {
    it(`throws on a missing name: ${text}`, () => {
      expect(() => render(text, { a: {}, items: [{}] })).to.throw(InternalError, '"typo" not defined');
    });
  }

  it('throws on a helper or a partial that does not exist', () => {
    expect(() => render('{{upper name}}', { name: 'a' })).to.throw(InternalError, 'upper');
    expect(() => render('{{> nowhere}}', {})).to.throw(InternalError, 'nowhere');
  });

  it('names template, file, and member in an error, also from within a partial', () => {
    const text = '{{#each members}}{{> member}}{{/each}}';
    const members = [
      { subject: 'Db.first', name: 'first' },
      { subject: 'Db.second', nmae: 'second' },
    ];
    const act = (): string => render(text, { members }, { member: '{{name}}\n' });
    expect(act).to.throw(InternalError, 'member.hbs: promise/Db.ts: Db.second: "name" not defined');
  });

  it('names the outer template after a partial has ended', () => {
    const text = '{{#each members}}{{> member}}{{/each}}{{typo}}';
    const act = (): string =>
      render(text, { members: [{ subject: 'Db.first', name: 'first' }] }, { member: '{{name}}' });
    expect(act).to.throw(InternalError, 'class.hbs: promise/Db.ts: "typo" not defined');
  });

  it('reports an unknown template', () => {
    const plan = { path: 'promise/Db.ts', source: '', content: { template: 'class', data: {} } } as unknown as FilePlan;
    expect(() => createRenderer(new Map())(plan)).to.throw(
      InternalError,
      'promise/Db.ts: there is no template class.hbs',
    );
  });
});
