import { importTypeScript } from '../../common/import-typescript.js';

/** What a `framework.ts` exports. */
export interface Exported {
  readonly default: unknown;
  /** What its users can choose; undefined where there is nothing. */
  readonly options: unknown;
}

/**
 * The exports of a `framework.ts` of the user's.
 *
 * @throws {CannotRunError} when it cannot be loaded
 */
export async function importExported(file: string): Promise<Exported> {
  const { default: standard, named } = await importTypeScript(file);
  // As in CommonJS all that there is may be the framework.
  return { default: standard, options: named === standard ? undefined : named['options'] };
}
