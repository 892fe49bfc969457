import { pathToFileURL } from 'node:url';

import { importTypeScript } from '../../common/import-typescript.js';
import { CannotRunError } from '../../common/problem.js';
import type { Idiom } from '../idiom.js';

/**
 * Loads the idiom of a framework; that of a user's is TypeScript, as its other files are.
 *
 * @throws {CannotRunError} when it cannot be loaded, or what it exports is none
 */
export async function loadIdiom(file: string): Promise<Idiom> {
  const value = file.endsWith('.ts') ? await importTypeScript(file) : (await importCompiled(file)).default;
  const found = (typeof value === 'object' && value !== null ? value : {}) as Partial<Record<keyof Idiom, unknown>>;
  for (const key of ['call', 'executor'] as const) {
    if (typeof found[key] === 'function') continue;
    throw new CannotRunError(
      `${file} exports no idiom: \`${key}\` is ${typeof found[key]} and not function`,
      'make its default export satisfy `Idiom` of codegen/synchro/idiom.ts',
    );
  }
  return value as Idiom;
}

async function importCompiled(file: string): Promise<{ default?: unknown }> {
  return (await import(pathToFileURL(file).href)) as { default?: unknown };
}
