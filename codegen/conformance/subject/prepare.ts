import { mkdir, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

import { firstItem } from '../../common/first-item.js';
import { interruptible } from '../../common/interruption.js';
import { packageRoot } from '../../common/package-root.js';
import { CannotRunError, type Problem } from '../../common/problem.js';
import { openDriver } from '../../driver/find/open-driver.js';
import { readDriver } from '../../driver/read/read-driver.js';
import { compiledIndex } from '../../frameworks/compiled-index.js';
import { type LoadedFramework, readInternal } from '../../frameworks/load/load-framework.js';
import { loadFrameworks } from '../../frameworks/load/load-frameworks.js';
import { peerProblems } from '../../frameworks/load/peer-problems.js';
import { generate } from '../../generate.js';
import { hiddenMembers } from '../../plan/hidden-members.js';
import { reconcile } from '../../reconcile/reconcile.js';
import { readTemplates } from '../../render/read-templates.js';
import { loadSpec } from '../../spec/load-spec.js';
import type { Idiom } from '../../synchro/idiom.js';
import { loadIdiom } from '../../synchro/masquerade/load-idiom.js';
import { shapeOf } from '../../synchro/masquerade/shape.js';
import { ownFolder } from '../../common/files/own-folder.js';
import { compile, type Compiled } from './compile.js';
import { PROMISING } from './promising.js';
import type { Exports, Loaded, Subject } from './subject.js';

/** The framework to check. */
export interface SubjectRequest {
  /** Its name or path. */
  readonly framework: string;
  /** The choices for its options: `effect.absent=null`. */
  readonly options: readonly string[];
  /** The folder of the spec. Default: the one in the generator's package. */
  readonly spec: string | undefined;
  /** Its compiled classes. Undefined to generate and compile them temporarily. */
  readonly generated: string | undefined;
}

/** The generator's problems, which prevent the check. */
export interface Unprepared {
  readonly problems: readonly Problem[];
  /** The text of files, for the code frames of the problems. */
  readonly sources: ReadonlyMap<string, string>;
}

/** The folder for temporary folders. It is in the project, so that the project's packages are found. */
const CACHE = '.cache/conformance';

/**
 * Generates, compiles and loads a framework, and runs some work with it. The signal aborts when the process is
 * interrupted. Temporary files are removed afterwards.
 */
export async function withSubject<T>(
  request: SubjectRequest,
  look: (subject: Subject, signal: AbortSignal) => Promise<T>,
): Promise<T | Unprepared> {
  const source = firstItem(await loadFrameworks([request.framework], request.options));
  const missing = peerProblems(source, process.cwd());
  if (missing.length > 0) return { problems: missing, sources: source.texts };
  const idiom = await idiomOf(source);
  const ground = await readGround(request, source);
  if ('problems' in ground) return ground;
  const { name, evaluation } = source.framework;
  const { generated } = request;
  return interruptible(async (signal) => {
    const subject = { name, evaluation, idiom, shape: ground.shape };
    if (generated !== undefined)
      return look({ ...subject, compiled: undefined, loaded: await load(compiledIndex(generated, name)) }, signal);
    const folder = await ownFolder(resolve(CACHE), name);
    try {
      const compiled = await emit(ground.files, folder);
      signal.throwIfAborted();
      const loaded = await load(join(folder, 'out', name, 'index.js'));
      return await look({ ...subject, compiled, loaded }, signal);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });
}

/** The emitted files of a framework, and what the kit needs to know about it. */
interface Ground extends Pick<Subject, 'shape'> {
  readonly files: ReadonlyMap<string, string>;
}

async function readGround(request: SubjectRequest, source: LoadedFramework): Promise<Ground | Unprepared> {
  const declarations = await openDriver({ from: process.cwd() });
  const { spec, problems: specProblems, sources: specSources } = loadSpec(request.spec ?? join(packageRoot(), 'spec'));
  const sources = new Map([...specSources, [declarations.file, declarations.text]]);
  const isError = ({ severity }: Problem): boolean => severity === 'error';
  if (specProblems.some(isError)) return { problems: specProblems, sources };
  const [internal, templates] = await Promise.all([readInternal(), readTemplates()]);
  const { files, problems } = generate({
    declarations,
    spec,
    frameworks: [source],
    internal,
    templates,
    docs: 'links',
  });
  if (problems.some(isError)) return { problems: [...specProblems, ...problems], sources };
  const { driver } = readDriver(declarations.text, declarations);
  const { name, evaluation } = source.framework;
  const reconciliation = reconcile(driver, spec);
  const hidden = hiddenMembers(driver, reconciliation, source, internal);
  return { files, shape: shapeOf(driver, reconciliation.classes, { name, lazy: evaluation === 'lazy', hidden }) };
}

async function emit(files: Ground['files'], folder: string): Promise<Compiled> {
  const from = join(folder, 'src');
  const written = new Map([...files].map(([path, text]) => [join(from, path), text]));
  for (const parent of new Set([...written.keys()].map((path) => dirname(path))))
    await mkdir(parent, { recursive: true });
  await Promise.all([...written].map(async ([path, text]) => writeFile(path, text)));
  await writeFile(join(folder, 'package.json'), '{ "type": "module" }');
  return compile([...written.keys()], from, join(folder, 'out'));
}

/** The idiom of a framework. A framework whose values are promises does not need one. */
async function idiomOf({ framework, idiom, placeOf }: LoadedFramework): Promise<Idiom> {
  if (idiom !== undefined) {
    const loaded = await loadIdiom(idiom);
    if (framework.evaluation === 'eager' || loaded.open !== undefined) return loaded;
    throw new CannotRunError(
      `${idiom} has no \`open\`, which a lazy framework needs to open a run of a cursor`,
      'write it; docs/synchro.md says what it returns',
    );
  }
  if (framework.toPromise === undefined) return PROMISING;
  throw new CannotRunError(
    `${placeOf('toPromise').file} has no synchro.ts beside it, which says how the values of ${framework.name} become promises`,
    'write it; docs/synchro.md says how',
  );
}

/** Loads the emitted classes, and the copy of the driver that they import. */
export async function load(index: string): Promise<Loaded> {
  try {
    const own = (await import(pathToFileURL(index).href)) as Exports;
    const require = createRequire(index);
    const driverFolder = dirname(require.resolve('mongodb/package.json'));
    return { own, driver: require('mongodb') as Exports, driverFolder };
  } catch (failure) {
    return { failure };
  }
}
