import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

import { expect } from 'chai';
import { ts } from 'ts-morph';

import { CLAUSES } from '../../codegen/conformance/clauses.js';
import { judge, judgeReasons } from '../../codegen/conformance/conformance.js';
import { failureLines } from '../../codegen/conformance/results/report-text.js';
import { Stage } from '../../codegen/conformance/stage/stage.js';
import { compile } from '../../codegen/conformance/subject/compile.js';
import { load } from '../../codegen/conformance/subject/prepare.js';
import { PROMISING } from '../../codegen/conformance/subject/promising.js';
import type { Subject } from '../../codegen/conformance/subject/subject.js';
import { openDriver } from '../../codegen/driver/find/open-driver.js';
import { readDriver } from '../../codegen/driver/read/read-driver.js';
import type { FrameworkSource } from '../../codegen/frameworks/framework-source.js';
import { type LoadedFramework, loadFramework, readInternal } from '../../codegen/frameworks/load/load-framework.js';
import { generate } from '../../codegen/generate.js';
import { reconcile } from '../../codegen/reconcile/reconcile.js';
import { readTemplates } from '../../codegen/render/read-templates.js';
import { loadSpec } from '../../codegen/spec/load-spec.js';
import { loadIdiom } from '../../codegen/synchro/masquerade/load-idiom.js';
import { shapeOf } from '../../codegen/synchro/masquerade/shape.js';
import type { Control } from '../conformance/broken/control.js';
import { EAGER } from '../conformance/broken/eager.js';
import { LAZY } from '../conformance/broken/lazy.js';
import { inProject } from '../support/project-root.js';
import { startServer, type TestServer } from './start-server.js';

const CONTROLS = [...EAGER, ...LAZY];

/** The name under which a control is emitted. */
const nameOf = (control: Control): string => `broken-${CONTROLS.indexOf(control)}`;

/**
 * Clauses that take long, since they call every member of every class. They only judge their own controls, unless
 * `WHOLE_CONTROLS=1` asks for all.
 */
const isLong = (clause: string): boolean => clause.endsWith('/answers');
const isWhole = process.env['WHOLE_CONTROLS'] === '1';

/** The clauses that check what the compiler says. The others need no compiler. */
const COMPILED: ReadonlySet<string> = new Set(['emitted/compiles', 'emitted/declarations']);

describe('frameworks that are broken on purpose', function () {
  this.timeout(120_000);
  const folder = mkdtempSync(join(inProject('build'), 'broken-'));
  const sound = new Map<string, LoadedFramework>();
  let emitted: Emitted;
  // A server that no other suite uses, since the other suites would count what the controls leave open.
  let server: TestServer | undefined;

  before(async () => {
    server = await startServer();
    for (const { of } of CONTROLS) sound.set(of, await loadFramework(of));
    emitted = await emit(sound, folder);
  });
  after(async () => {
    rmSync(folder, { recursive: true, force: true });
    await server?.stop();
  });

  it('exist for every clause', () => {
    const broken = new Set(CONTROLS.map(({ clause }) => clause));
    expect(CLAUSES.map(({ name }) => name).filter((name) => !broken.has(name))).to.deep.equal([]);
  });

  for (const control of CONTROLS)
    it(`fail ${control.clause} and no other clause: ${nameOf(control)}, from ${control.of}`, async () => {
      const failed = await failures(
        await subjectOf(control, emitted, folder, sound),
        server!.uri,
        isWhole || isLong(control.clause),
      );
      const expected = [control.clause, ...(control.also ?? [])];
      expect(Object.keys(failed), JSON.stringify(failed)).to.have.members(expected);
    });
});

/** The clauses that fail, each with its findings. */
async function failures(subject: Subject, uri: string, isAll: boolean): Promise<Record<string, readonly string[]>> {
  const { loaded } = subject;
  const stage = 'failure' in loaded ? undefined : await Stage.open(subject, loaded, uri);
  try {
    const results = [judgeReasons(subject)];
    for (const clause of CLAUSES.filter(({ name }) => isAll || !isLong(name)))
      results.push(await judge(clause, subject, stage));
    const failed = results.filter(({ outcome }) => outcome === 'failed');
    return Object.fromEntries(failed.map((each) => [each.name, failureLines(each)]));
  } finally {
    await stage?.close();
  }
}

interface Emitted {
  readonly files: ReadonlyMap<string, string>;
  readonly shape: (name: string, lazy: boolean) => Subject['shape'];
}

/** Generates all controls at once, and transpiles them without checking types. */
async function emit(sound: ReadonlyMap<string, LoadedFramework>, folder: string): Promise<Emitted> {
  const declarations = await openDriver({ from: inProject() });
  const { spec } = loadSpec(inProject('spec'));
  const frameworks = CONTROLS.map((control) => broken(control, sound.get(control.of)!));
  const [internal, templates] = await Promise.all([readInternal(), readTemplates()]);
  const generated = generate({ declarations, spec, frameworks, internal, templates, docs: 'links' });
  expect(generated.problems).to.deep.equal([]);
  const files = new Map([...generated.files].map(([path, text]) => [path, replaced(path, text)]));
  for (const [path, text] of files) {
    const { outputText } = ts.transpileModule(text, { compilerOptions: TRANSPILED });
    write(join(folder, 'out', path.replace(/\.ts$/, '.js')), outputText);
    write(join(folder, 'src', path), text);
  }
  write(join(folder, 'package.json'), '{ "type": "module" }');
  const { driver } = readDriver(declarations.text, declarations);
  const { classes } = reconcile(driver, spec);
  return { files, shape: (name, lazy) => shapeOf(driver, classes, { name, lazy, hidden: new Set() }) };
}

const TRANSPILED = { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.ES2022, verbatimModuleSyntax: true };

function write(file: string, text: string): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}

function broken(control: Control, sound: LoadedFramework): FrameworkSource {
  const { command, texts = {} } = control;
  const { framework } = sound;
  return {
    ...sound,
    // The runtime has a control's changes from the start.
    runtime: sound.runtime.map((each) => {
      const change = texts[each.path];
      return change === undefined ? each : { ...each, text: changed(each.text, change, each.path) };
    }),
    framework: {
      ...framework,
      ...control.framework,
      name: nameOf(control),
      command: (call) => command?.(call, framework.command(call)) ?? framework.command(call),
    },
  };
}

/** An emitted class after the replacement that its control makes in it. */
function replaced(path: string, text: string): string {
  const control = CONTROLS.find((each) => path.startsWith(`${nameOf(each)}/`));
  const file = path.slice(path.indexOf('/') + 1);
  const change = /^runtime[./]/.test(file) ? undefined : control?.texts?.[file];
  return change === undefined ? text : changed(text, change, path);
}

/** A text after the replacement that a control makes in it. Throws if there is nothing to replace. */
function changed(text: string, [from, to]: readonly [string | RegExp, string], path: string): string {
  const result = typeof from === 'string' ? text.replace(from, () => to) : text.replace(from, to);
  if (result === text) throw new Error(`${path} does not contain ${String(from)}`);
  return result;
}

async function subjectOf(
  control: Control,
  { files, shape }: Emitted,
  folder: string,
  sound: ReadonlyMap<string, LoadedFramework>,
): Promise<Subject> {
  const name = nameOf(control);
  const { framework, idiom } = sound.get(control.of)!;
  const own = idiom === undefined ? PROMISING : await loadIdiom(idiom);
  const paths = [...files.keys()].filter((path) => path.startsWith(`${name}/`) || path.startsWith('internal/'));
  const sources = paths.map((path) => join(folder, 'src', path));
  return {
    name,
    evaluation: framework.evaluation,
    idiom: { ...own, ...control.idiom?.(own) },
    shape: shape(name, framework.evaluation === 'lazy'),
    compiled: COMPILED.has(control.clause)
      ? compile(sources, join(folder, 'src'), join(folder, 'declarations'))
      : undefined,
    loaded: await load(join(folder, 'out', name, 'index.js')),
  };
}
