import { CannotRunError } from '../../common/problem.js';
import { builtInFrameworks, type LoadedFramework, loadFramework } from './load-framework.js';

/**
 * Loads frameworks by their names or paths; all that come with the generator where there are none.
 *
 * @throws {CannotRunError} also where two of them have one name: their folders would be one
 */
export async function loadFrameworks(given: readonly string[]): Promise<LoadedFramework[]> {
  const names = given.length > 0 ? [...new Set(given)] : await builtInFrameworks();
  const loaded = await Promise.all(names.map(async (each) => loadFramework(each)));
  for (const [at, { framework }] of loaded.entries()) {
    const other = loaded.findIndex((each) => each.framework.name === framework.name);
    if (other === at) continue;
    throw new CannotRunError(
      `two frameworks are called '${framework.name}': ${names[other]} and ${names[at]}`,
      'give one of them another `name`, or leave one out',
    );
  }
  return loaded;
}
