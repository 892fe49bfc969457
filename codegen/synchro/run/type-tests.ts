import { cp, mkdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';

import type { TestResult } from '../results/test-results.js';
import type { TypesConfig } from './worker-config.js';

/** The part of tsd that is used, with which the suite compiles its type tests. */
type Tsd = (options: { cwd: string; typingsFile: string; testFiles: readonly string[] }) => Promise<Diagnostic[]>;
interface Diagnostic {
  readonly fileName: string;
  readonly line?: number;
  readonly message: string;
}

const EXPECTATION = /\bexpect(Type|NotType|Assignable|NotAssignable|Error|Deprecated|NotDeprecated|Never)\b\s*[<(]/;

/**
 * Compiles type tests of the suite against a module, with the suite's own compiler settings. Each line with an
 * expectation is a test, and each file is another one: that the rest of it compiles.
 */
export async function runTypeTests({ suite, driver, module, folder, files }: TypesConfig): Promise<TestResult[]> {
  await layOut(suite, driver, module, folder);
  const require = createRequire(join(suite, 'package.json'));
  const loaded = (await import(pathToFileURL(require.resolve('tsd')).href)) as { default: Tsd | { default: Tsd } };
  const tsd = typeof loaded.default === 'function' ? loaded.default : loaded.default.default;
  const diagnostics = await tsd({ cwd: folder, typingsFile: 'index.d.ts', testFiles: files });
  const lists = await Promise.all(
    files.map(async (file) => {
      const text = await readFile(join(folder, file), 'utf8');
      return judgeFile(
        file,
        text,
        diagnostics.filter((each) => each.fileName === join(folder, file)),
      );
    }),
  );
  return lists.flat();
}

/** Lays out a package whose `test/mongodb.ts` is the module, so that the tests compile unchanged. */
async function layOut(suite: string, driver: string, module: string, folder: string): Promise<void> {
  await mkdir(join(folder, 'src'), { recursive: true });
  await cp(join(suite, 'test/types'), join(folder, 'test/types'), { recursive: true });
  for (const name of ['package.json', 'tsconfig.json']) await cp(join(suite, name), join(folder, name));
  await writeFile(join(folder, 'test/mongodb.ts'), `export * from ${JSON.stringify(module)};\n`);
  await writeFile(join(folder, 'src/index.ts'), "export * from '../test/mongodb';\n");
  await writeFile(join(folder, 'index.d.ts'), "export * from './test/mongodb';\n");
  const modules = join(folder, 'node_modules');
  await mkdir(modules);
  for (const name of ['mongodb', 'bson', '@types'])
    await symlink(join(dirname(driver), name), join(modules, name), 'junction');
  await symlink(join(suite, 'node_modules/tsd'), join(modules, 'tsd'), 'junction');
}

/** Which expectations in a file hold, by the compiler's diagnostics. */
export function judgeFile(
  file: string,
  text: string,
  diagnostics: readonly Pick<Diagnostic, 'line' | 'message'>[],
): TestResult[] {
  const expectations = text.split('\n').flatMap((line, at) => (EXPECTATION.test(line) ? [at + 1] : []));
  const result = (id: string, found: readonly Pick<Diagnostic, 'message'>[]): TestResult => {
    const [first] = found;
    const about = { id: `${file} > ${id}`, file, ms: 0, internals: [] };
    return first === undefined ? { ...about, state: 'passed' } : { ...about, state: 'failed', error: first.message };
  };
  const others = diagnostics.filter(({ line }) => !expectations.includes(line ?? 0));
  return [
    result('compiles', others),
    ...expectations.map((line) =>
      result(
        `line ${line}`,
        diagnostics.filter((each) => each.line === line),
      ),
    ),
  ];
}
