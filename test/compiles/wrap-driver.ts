import type { Problem } from '../../codegen/common/problem.js';
import { readDriver } from '../../codegen/driver/read/read-driver.js';
import type { FrameworkSource } from '../../codegen/frameworks/framework-source.js';
import { builtInFrameworks, loadFramework, readInternal } from '../../codegen/frameworks/load/load-framework.js';
import { generate, type GenerateResult } from '../../codegen/generate.js';
import { suggestSpec } from '../../codegen/reconcile/suggest-spec.js';
import { readTemplates } from '../../codegen/render/read-templates.js';
import type { Templates } from '../../codegen/render/render.js';
import { loadSpec } from '../../codegen/spec/load-spec.js';
import { ALL_RELEASES } from '../../codegen/spec/releases.js';
import { printSpec, type SpecOutline } from '../../codegen/spec/write/print-spec.js';

/** What is loaded once for all random drivers. */
export interface Tools {
  readonly frameworks: readonly FrameworkSource[];
  readonly templates: Templates;
  /** The text of the modules that all frameworks share, by name. */
  readonly internal: ReadonlyMap<string, string>;
}

export async function loadTools(): Promise<Tools> {
  const names = await builtInFrameworks();
  const frameworks = await Promise.all(names.map(async (name) => loadFramework(name)));
  return { frameworks, templates: await readTemplates(), internal: await readInternal() };
}

/** The result for a random driver: files, or problems that all have a place. */
export interface Wrapped extends GenerateResult {
  /** Members that were omitted because they cannot be emitted, as a user would do. */
  readonly omitted: number;
}

/**
 * Generates all frameworks with the spec that `init spec` prints. A refused member is omitted, as a user would do, so
 * that the others are still checked.
 */
export function wrapDriver(text: string, tools: Tools): Wrapped {
  const options = { package: 'mongodb', version: '1.2.3', file: 'driver.d.ts' };
  const { driver } = readDriver(text, options);
  const wanted = driver.classes.filter((each) => each.name !== 'TypedEventEmitter');
  let outlines = wanted.map((each) => suggestSpec(driver, each));
  for (let omitted = 0; ;) {
    const files = new Map(outlines.map((each) => [`spec/${each.class}.yaml`, Buffer.from(printSpec(each))]));
    const { spec, problems } = loadSpec('spec', () => files);
    const result = generate({ declarations: { ...options, text }, spec, docs: 'links', ...tools });
    const all = { files: result.files, problems: [...problems, ...result.problems] };
    const less = outlines.map((each) => withoutRefused(each, all.problems));
    const count = less.reduce((sum, each) => sum + each.omitted.length, 0);
    if (count === omitted) return { ...all, omitted };
    [outlines, omitted] = [less, count];
  }
}

function withoutRefused(outline: SpecOutline, problems: readonly Problem[]): SpecOutline {
  const refused = new Set(problems.filter((each) => each.severity === 'error').map((each) => each.subject));
  const isRefused = ({ member }: { readonly member: string }): boolean => refused.has(`${outline.class}.${member}`);
  const left = outline.claims.filter(isRefused);
  return {
    ...outline,
    claims: outline.claims.filter((claim) => !isRefused(claim)),
    omitted: [
      ...outline.omitted,
      ...left.map(({ member, static: isStatic }) => ({
        member,
        static: isStatic,
        reason: 'It cannot be emitted.',
        releases: ALL_RELEASES,
        framework: undefined,
      })),
    ],
  };
}
