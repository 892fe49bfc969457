import { readdir, readFile, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';

/** What is used of the suite's own TypeScript. */
interface TypeScript {
  readonly ScriptTarget: { readonly ES2023: number };
  readonly ModuleKind: { readonly CommonJS: number };
  transpileModule(text: string, options: object): { outputText: string; sourceMapText?: string };
}

/** Compiles the suite's tests once, each file beside its source, with the suite's own compiler and settings. */
export async function compileSuite(suite: string): Promise<number> {
  const typescript = createRequire(join(suite, 'package.json'))('typescript') as TypeScript;
  const folder = join(suite, 'test');
  const files = (await readdir(folder, { recursive: true })).filter(
    (name) => name.endsWith('.ts') && !name.endsWith('.d.ts') && !/^(types|explicit-resource-management)[\\/]/.test(name),
  );
  for (const name of files) await compileFile(typescript, join(folder, name));
  return files.length;
}

async function compileFile(typescript: TypeScript, file: string): Promise<void> {
  const compilerOptions = {
    target: typescript.ScriptTarget.ES2023,
    module: typescript.ModuleKind.CommonJS,
    esModuleInterop: false,
    useDefineForClassFields: false,
    inlineSourceMap: true,
    inlineSources: true,
  };
  const { outputText } = typescript.transpileModule(await readFile(file, 'utf8'), { compilerOptions, fileName: file });
  await writeFile(file.replace(/\.ts$/, '.js'), outputText);
}
