import { expect } from 'chai';
import Handlebars from 'handlebars';

import { readTemplates } from '../../codegen/render/read-templates.js';

/** The block helpers that throw on a missing name. There are no other helpers. */
const BLOCKS: ReadonlySet<string> = new Set(['each', 'if', 'unless']);

/** Constructs that `strict` does not check, or that hide a decision of the plan. */
class Judge extends Handlebars.Visitor {
  readonly violations: string[] = [];

  override BlockStatement(block: hbs.AST.BlockStatement): void {
    const name = spelled(block.path);
    if (!BLOCKS.has(name)) this.#report(block, `{{#${name}}} is no known block`);
    for (const program of [block.program, block.inverse]) {
      if ((program?.blockParams?.length ?? 0) > 0) this.#report(block, `{{#${name}}} has block parameters`);
    }
    if (block.params.length !== 1) this.#report(block, `{{#${name}}} has ${block.params.length} arguments`);
    if (hasHash(block)) this.#report(block, `{{#${name}}} has named arguments`);
    super.BlockStatement(block);
  }

  override PartialStatement(partial: hbs.AST.PartialStatement): void {
    const name = spelled(partial.name);
    if (hasHash(partial)) this.#report(partial, `{{> ${name}}} has named arguments`);
    if (partial.name.type === 'SubExpression') this.#report(partial, 'a partial is chosen by an expression');
    super.PartialStatement(partial);
  }

  override PartialBlockStatement(partial: hbs.AST.PartialBlockStatement): void {
    this.#report(partial, 'a partial has a block');
  }

  override MustacheStatement(mustache: hbs.AST.MustacheStatement): void {
    if (mustache.params.length > 0 || hasHash(mustache))
      this.#report(mustache, `{{${spelled(mustache.path)}}} calls a helper`);
    super.MustacheStatement(mustache);
  }

  override SubExpression(expression: hbs.AST.SubExpression): void {
    this.#report(expression, `(${spelled(expression.path)}) calls a helper`);
  }

  override Decorator(decorator: hbs.AST.Decorator): void {
    this.#report(decorator, 'a decorator');
  }

  override DecoratorBlock(decorator: hbs.AST.DecoratorBlock): void {
    this.#report(decorator, 'a decorator');
  }

  #report({ loc }: hbs.AST.Node, what: string): void {
    this.violations.push(`${loc.start.line}:${loc.start.column + 1} ${what}`);
  }
}

function spelled(path: hbs.AST.Node): string {
  return 'original' in path ? String(path.original) : path.type;
}

function hasHash(node: { readonly hash?: hbs.AST.Hash }): boolean {
  return (node.hash?.pairs.length ?? 0) > 0;
}

function violations(text: string): readonly string[] {
  const judge = new Judge();
  judge.accept(Handlebars.parse(text));
  return judge.violations;
}

describe('templates', () => {
  it('use nothing that Handlebars ignores silently, and no other helpers', async () => {
    const templates = await readTemplates();
    expect([...templates.keys()]).to.include.members(['class', 'member', 'classes', 'types', 'index', 'verbatim']);
    for (const [name, text] of templates) expect(violations(text), `${name}.hbs`).to.deep.equal([]);
  });

  it('only name existing partials', async () => {
    const templates = await readTemplates();
    const partials = [...templates.values()].flatMap((text) =>
      [...text.matchAll(/\{\{> *([\w-]+)/g)].map((match) => match[1]),
    );
    expect(partials).to.include('member');
    expect([...templates.keys()]).to.include.members(partials);
  });

  const cases: readonly (readonly [string, string])[] = [
    ['{{#each items as |item|}}{{item}}{{/each}}', '1:1 {{#each}} has block parameters'],
    ['{{#if a}}{{else each items as |item|}}{{/if}}', '1:10 {{#each}} has block parameters'],
    ['{{#with item}}{{name}}{{/with}}', '1:1 {{#with}} is no known block'],
    ['{{#items}}{{name}}{{/items}}', '1:1 {{#items}} is no known block'],
    ['{{#items}}{{name}}{{/items}}', '1:1 {{#items}} has 0 arguments'],
    ['\n  {{> member name=typo}}', '2:3 {{> member}} has named arguments'],
    ['{{> (lookup . "name")}}', '1:1 a partial is chosen by an expression'],
    ['{{#> member}}{{/member}}', '1:1 a partial has a block'],
    ['{{lookup items 0}}', '1:1 {{lookup}} calls a helper'],
    ['{{#if (lookup items 0)}}{{/if}}', '1:7 (lookup) calls a helper'],
    ['{{name upper=true}}', '1:1 {{name}} calls a helper'],
    ['{{#each items key="a"}}{{/each}}', '1:1 {{#each}} has named arguments'],
    ['{{#unless @first}}{{#each (x)}}{{#with a}}{{/with}}{{/each}}{{/unless}}', '1:32 {{#with}} is no known block'],
  ];
  for (const [text, violation] of cases) {
    it(`are refused with ${JSON.stringify(text)}: ${violation}`, () => {
      expect(violations(text)).to.include(violation);
    });
  }
});
