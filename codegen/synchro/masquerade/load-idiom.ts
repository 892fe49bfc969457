import { pathToFileURL } from 'node:url';

import { importTypeScript } from '../../common/import-typescript.js';
import { nearest } from '../../common/nearest.js';
import { CannotRunError } from '../../common/problem.js';
import type { Idiom } from '../idiom.js';

/**
 * Loads the idiom of a framework. A user's one is TypeScript, like the other files of the framework.
 *
 * @throws {CannotRunError} if it cannot be loaded, or does not export an idiom
 */
export async function loadIdiom(file: string): Promise<Idiom> {
  const { default: value } = file.endsWith('.ts') ? await importTypeScript(file) : await importCompiled(file);
  const found = (typeof value === 'object' && value !== null ? value : {}) as Partial<Record<keyof Idiom, unknown>>;
  for (const key of ['call', 'executor'] as const) {
    if (typeof found[key] === 'function') continue;
    throw new CannotRunError(
      `${file} exports no idiom: \`${key}\` is ${typeof found[key]} and not function`,
      'make its default export satisfy `Idiom` of @motorized/codegen/synchro',
    );
  }
  const unknown = Object.keys(found).find((key) => !KEYS.includes(key));
  if (unknown === undefined) return value as Idiom;
  const near = nearest(unknown, KEYS);
  throw new CannotRunError(
    `${file} exports \`${unknown}\`, which is not a key of an idiom, expected one of ${KEYS.join(', ')}`,
    near === undefined ? 'delete it' : `rename it to \`${near}\``,
  );
}

/** Every key of an idiom. `satisfies` makes a missing one a compile error. */
const KEYS: readonly string[] = Object.keys({
  call: true,
  executor: true,
  open: true,
  undress: true,
  isValue: true,
  start: true,
  read: true,
  without: true,
} satisfies Record<keyof Idiom, true>);

async function importCompiled(file: string): Promise<{ default?: unknown }> {
  return (await import(pathToFileURL(file).href)) as { default?: unknown };
}
