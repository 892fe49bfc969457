import { readdir, readFile, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';

import { CannotRunError } from '../../common/problem.js';

/** The part of the suite's own TypeScript that is used. */
interface TypeScript {
  /** The target of the oldest line's suite. */
  readonly ScriptTarget: { readonly ES2022: number };
  readonly ModuleKind: { readonly CommonJS: number };
  transpileModule(text: string, options: object): { outputText: string; sourceMapText?: string };
}

/** Compiles the suite's tests once, each file beside its source, with the suite's own compiler and settings. */
export async function compileSuite(suite: string): Promise<number> {
  const typescript = typescriptOf(suite);
  const folder = join(suite, 'test');
  const files = (await readdir(folder, { recursive: true })).filter(
    (name) => /(?<!\.d)\.[jt]s$/.test(name) && !/^(types|explicit-resource-management)[\\/]/.test(name),
  );
  let count = 0;
  for (const name of files) count += Number(await compileFile(typescript, join(folder, name)));
  return count;
}

function typescriptOf(suite: string): TypeScript {
  try {
    return createRequire(join(suite, 'package.json'))('typescript') as TypeScript;
  } catch (cause) {
    const fix = "pass the whole of the driver's repository with --source, with its package.json";
    throw new CannotRunError('the driver suite has no TypeScript among its devDependencies', fix, { cause });
  }
}

/** JavaScript files with `import`s are compiled as well, as in the suite's own runner, from which this is copied. */
const MODULE_SYNTAX = /^(import|export)\s/m;

async function compileFile(typescript: TypeScript, file: string): Promise<boolean> {
  const text = await readFile(file, 'utf8');
  if (file.endsWith('.js') && !MODULE_SYNTAX.test(text)) return false;
  const compilerOptions = {
    target: typescript.ScriptTarget.ES2022,
    module: typescript.ModuleKind.CommonJS,
    esModuleInterop: false,
    // As in the suite: the exports of its barrel have to be replaceable, which the compiler's own helpers do not allow.
    noEmitHelpers: true,
    useDefineForClassFields: false,
    allowJs: true,
    inlineSourceMap: true,
    inlineSources: true,
  };
  const { outputText } = typescript.transpileModule(text, { compilerOptions, fileName: file });
  await writeFile(file.replace(/\.ts$/, '.js'), outputText);
  return true;
}
