import { expect } from 'chai';
import { ts } from 'ts-morph';

import { builtInFrameworks } from '../../codegen/frameworks/load-framework.js';
import { codegenModules, codegenSources, cyclesIn, nodesIn, parse, readSource, type Source } from './sources.js';

/**
 * Each of these packages is known in one place only, so that replacing it, or a new major of it, is an affair of that
 * place.
 */
const HOMES: Readonly<Record<string, RegExp>> = {
  'ts-morph': /^driver\//,
  yaml: /^spec\//,
  zod: /^(spec|drift)\/|^synchro\/results-page\.ts$/,
  handlebars: /^render\//,
  jiti: /^import-typescript\.ts$/,
  commander: /^cli\.ts$/,
  '@babel/code-frame': /^problem-text\.ts$/,
  'fastest-levenshtein': /^nearest\.ts$/,
  mocha: /^synchro\//,
  rxjs: /^frameworks\/rxjs\//,
};

/** What is emitted beside the classes: no part of the generator, but text to it. */
const EMITTED = /^frameworks\/(internal\/|[\w-]+\/runtime[./])/;

/** Of each folder what it may import besides itself; the data flows one way, as plain records. */
const MAY_IMPORT: Readonly<Record<string, RegExp>> = {
  model: /^(problem|order)\.ts$/,
  driver: /^(model\/|problem\.ts$)/,
  spec: /^(model\/|problem\.ts$|order\.ts$|nearest\.ts$)/,
  render: /^(plan\/plan\.ts$|problem\.ts$|package-root\.ts$)/,
  write: /^(problem|order)\.ts$/,
  plan: /^(model\/|spec\/(model|roles)\.ts$|frameworks\/framework\.ts$|reconcile\.ts$|problem\.ts$|order\.ts$)/,
};

/** Modules that are run in a process of their own, and speak there. */
const PROCESSES: ReadonlySet<string> = new Set(['cli.ts', 'synchro/run-mocha.ts', 'synchro/worker.ts']);

describe('codegen/', () => {
  const sources = codegenSources();
  const own = sources.filter(({ path }) => !EMITTED.test(path));

  it('is looked at', () => {
    expect(sources.length).to.be.greaterThan(80);
    expect(codegenModules().length).to.be.greaterThan(80);
    expect(sources.find(({ path }) => path === 'generate.ts')?.local).to.include('plan/make-plan.ts');
  });

  it('has no cycle of value imports', () => {
    expect(cyclesIn(codegenModules()).map((cycle) => cycle.join(' -> '))).to.deep.equal([]);
  });

  it('has no barrel', () => {
    const isBarrel = (source: Source): boolean => {
      const { statements } = parse(source);
      return statements.every((each) => ts.isExportDeclaration(each) || ts.isImportDeclaration(each));
    };
    expect(sources.filter((source) => /(^|\/)index\.ts$/.test(source.path) || isBarrel(source))).to.deep.equal([]);
  });

  for (const [name, home] of Object.entries(HOMES)) {
    it(`imports ${name} in its place only`, () => {
      const importers = sources.filter(({ packages }) =>
        packages.some((each) => each === name || each.startsWith(`${name}/`)),
      );
      expect(importers).not.to.have.length(0);
      expect(importers.map(({ path }) => path).filter((path) => !home.test(path))).to.deep.equal([]);
    });
  }

  it('imports no other package', () => {
    const others = own.flatMap(({ path, packages }) =>
      packages.filter((each) => !(each in HOMES)).map((each) => `${path}: ${each}`),
    );
    expect(others).to.deep.equal([]);
  });

  for (const [folder, allowed] of Object.entries(MAY_IMPORT)) {
    it(`${folder}/ imports what it may, types included`, () => {
      const inside = sources.filter(({ path }) => path.startsWith(`${folder}/`));
      expect(inside).not.to.have.length(0);
      const others = inside.flatMap(({ path, local }) =>
        local
          .filter((each) => !each.startsWith(`${folder}/`) && !allowed.test(each))
          .map((each) => `${path} -> ${each}`),
      );
      expect(others).to.deep.equal([]);
    });
  }

  it('prints, and ends the process, in cli.ts and in what is a process of its own only', () => {
    const speaking = own
      .filter(({ path }) => !PROCESSES.has(path))
      .flatMap((source) =>
        nodesIn(parse(source))
          .filter((node) => ts.isPropertyAccessExpression(node))
          .map((node) => node.getText())
          .filter((text) => /^console\.|^process\.(stdout|stderr|exit|exitCode)\b/.test(text))
          .map((text) => `${source.path}: ${text}`),
      );
    expect(speaking).to.deep.equal([]);
  });

  it('has an engine without a word of any framework', async () => {
    // `promise` is also what the driver's own types are called.
    const names = (await builtInFrameworks()).filter((name) => name !== 'promise');
    expect(names).to.include('callback');
    const engine = own.filter(({ path }) =>
      /^(plan|render|write|model|driver)\/|^(generate|reconcile)\.ts$/.test(path),
    );
    const words = engine.flatMap((source) =>
      nodesIn(parse(source))
        .filter((node) => ts.isStringLiteralLike(node) || ts.isIdentifier(node))
        .filter((node) => names.some((name) => node.text.toLowerCase() === name))
        .map((node) => `${source.path}: ${node.text}`),
    );
    expect(words).to.deep.equal([]);
  });

  it('emits beside the classes what imports nothing of the generator', () => {
    const emitted = sources.filter(({ path }) => EMITTED.test(path));
    expect(emitted.length).to.be.greaterThan(10);
    const others = emitted.flatMap(({ path, local }) => {
      const parts = path.replace(/runtime\.ts$/, 'runtime/');
      return local
        .filter((each) => !each.startsWith('frameworks/internal/') && !each.startsWith(parts))
        .map((each) => `${path} -> ${each}`);
    });
    expect(others).to.deep.equal([]);
  });
});

describe('cyclesIn', () => {
  const module = (path: string, ...imports: readonly string[]): Source =>
    readSource(path, imports.map((each) => `import '${each}';`).join('\n'), '.ts');

  it('finds a cycle, also one of a module with itself', () => {
    const sources = [
      module('a.ts', './b.js'),
      module('b.ts', './x/c.js'),
      module('x/c.ts', '../b.js', './d.js'),
      module('x/d.ts', './d.js'),
    ];
    expect(cyclesIn(sources)).to.deep.equal([
      ['b.ts', 'x/c.ts', 'b.ts'],
      ['x/d.ts', 'x/d.ts'],
    ]);
  });

  it('finds none where two ways lead to one module', () => {
    expect(cyclesIn([module('a.ts', './b.js', './c.js'), module('b.ts', './c.js'), module('c.ts')])).to.deep.equal([]);
  });
});
