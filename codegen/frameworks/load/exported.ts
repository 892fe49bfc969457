import { importTypeScript } from '../../common/import-typescript.js';

/** The exports of a `framework.ts`. */
export interface Exported {
  readonly default: unknown;
  /** The options for users. Undefined if there are none. */
  readonly options: unknown;
}

/**
 * Imports a user's `framework.ts`.
 *
 * @throws {CannotRunError} if it cannot be loaded
 */
export async function importExported(file: string): Promise<Exported> {
  const { default: standard, named } = await importTypeScript(file);
  // As in CommonJS, the whole module may be the framework.
  return { default: standard, options: named === standard ? undefined : named['options'] };
}
