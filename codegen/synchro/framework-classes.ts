import { pathToFileURL } from 'node:url';

import type { Classes } from './masquerade.js';
import type { MasqueradeConfig } from './worker-config.js';

/**
 * The framework's classes as the suite gets them: giving promises again, with what falls through and what is broken on
 * purpose.
 */
export async function frameworkClasses(
  config: MasqueradeConfig,
  _reached: (member: string, count: number) => void,
): Promise<Classes> {
  const module = (await import(pathToFileURL(config.index).href)) as Readonly<Record<string, unknown>>;
  return Object.fromEntries(config.shape.classes.map(({ name }) => [name, module[name]]));
}
