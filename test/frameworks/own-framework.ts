import { expect } from 'chai';

import { type GenerateOptions, runGenerate } from '../../codegen/commands/generate.js';
import { exitCode } from '../../codegen/commands/report.js';
import { formatProblems } from '../../codegen/common/problem-text.js';
import { CannotRunError, type Problem } from '../../codegen/common/problem.js';
import { openDriver } from '../../codegen/driver/find/open-driver.js';
import { importExported } from '../../codegen/frameworks/load/exported.js';
import { readFramework, readInternal } from '../../codegen/frameworks/load/load-framework.js';
import { generate } from '../../codegen/generate.js';
import { readTemplates } from '../../codegen/render/read-templates.js';
import { loadSpec } from '../../codegen/spec/load-spec.js';
import { Project } from '../cli/project.js';

/** The required keys of a `framework.ts`, as source text. */
const KEYS: Readonly<Record<string, string>> = {
  name: "'own'",
  evaluation: "'eager'",
  value: '(type) => `Promise<${type}>`',
  executor: '(parameters, type) => `(${parameters}) => Promise<${type}>`',
  command: "({ promise }) => ({ statements: [['return ', promise]] })",
  docs: '{ command: (link) => `Does ${link}.` }',
};

export const RUNTIME = `export function adapt<D = any>(fn: unknown, ..._: unknown[]): D {
  return fn as D;
}
`;

/** The result of generating: the problems as text, or why it could not run. */
export interface Outcome {
  readonly code: 0 | 1 | 2;
  readonly text: string;
}

/** A project with a user's framework in `own/`. */
export class OwnFramework extends Project {
  constructor() {
    super();
    this.keys({});
    this.write({ 'own/runtime.ts': RUNTIME });
  }

  /** Writes `framework.ts` with some keys replaced, or left out if undefined. */
  keys(keys: Readonly<Record<string, string | undefined>>): void {
    const lines = Object.entries({ ...KEYS, ...keys }).flatMap(([key, text]) =>
      text === undefined ? [] : [`  ${key}: ${text},`],
    );
    this.module(['export default {', ...lines, '};', ''].join('\n'));
  }

  /** Writes `framework.ts`. */
  module(text: string): void {
    this.write({ 'own/framework.ts': text });
  }

  /** Runs `motorized generate` in this process. */
  async outcome(more: Partial<GenerateOptions> = {}): Promise<Outcome> {
    return this.#orCannotRun(async () => {
      const { code, problems } = await runGenerate({ ...this.#options(), ...more });
      return { code, text: this.#textOf(problems) };
    });
  }

  /**
   * The result of the generator alone. Nothing is written, and the framework is not tried in a thread first, which
   * would take longer than everything else.
   */
  async made(): Promise<Outcome> {
    return this.#orCannotRun(async () => {
      const exported = await importExported(this.at('own/framework.ts'));
      const { files, problems } = generate({
        declarations: await openDriver({ driver: this.at('driver.d.ts'), from: this.path }),
        spec: loadSpec(this.at('spec')).spec,
        frameworks: [await readFramework(this.at('own'), exported)],
        internal: await readInternal(),
        templates: await readTemplates(),
        docs: 'links',
      });
      const code = exitCode(problems);
      expect(files.size === 0).to.equal(code === 1);
      return { code, text: this.#textOf(problems) };
    });
  }

  /** Expects it to fail, for a reason. */
  async refused(code: 1 | 2, ...parts: readonly (string | RegExp)[]): Promise<string> {
    const before = this.read();
    // That problems prevent writing is tested separately. An error that the command cannot run is tested here, since it
    // might delete files.
    const { code: found, text } = await (code === 1 ? this.made() : this.outcome({ force: true }));
    expect(found, text).to.equal(code);
    for (const part of parts) {
      if (typeof part === 'string') expect(text).to.include(part);
      else expect(text).to.match(part);
    }
    expect(text).to.match(/\n {2}fix: \S/);
    expect(this.read()).to.deep.equal(before);
    return text;
  }

  async #orCannotRun(run: () => Promise<Outcome>): Promise<Outcome> {
    try {
      return await run();
    } catch (error) {
      if (!(error instanceof CannotRunError)) throw error;
      return { code: 2, text: this.#relative(`${error.message}\n  fix: ${error.fix}`) };
    }
  }

  #options(): GenerateOptions {
    return {
      driver: this.at('driver.d.ts'),
      spec: this.at('spec'),
      frameworks: [this.at('own')],
      options: [],
      out: this.at('generated'),
      docs: 'links',
      check: false,
      dryRun: false,
      force: false,
    };
  }

  #textOf(problems: readonly Problem[]): string {
    return this.#relative(formatProblems(problems, { sources: new Map(), color: false, frames: false }));
  }

  /** Paths as if the command ran in the project. */
  #relative(text: string): string {
    return text.replaceAll(`${this.path}/`, '');
  }
}
