import { CannotRunError } from '../../common/problem.js';
import { checkFrameworksOf, parseChoices } from './choices.js';
import {
  builtInFrameworks,
  frameworkFolder,
  type LoadedFramework,
  loadFramework,
  type LoadOptions,
} from './load-framework.js';

/** Loads one framework. */
export type LoadOne = (nameOrPath: string, how: LoadOptions) => Promise<LoadedFramework>;

/**
 * Loads frameworks by their names or paths, or all built-in ones if none are named. A framework that is named twice is
 * loaded once.
 *
 * @param options - the choices for their options: `effect.absent=null`
 * @param load - loads one framework. `--watch` passes its own, which reuses those that are loaded
 * @throws {CannotRunError} also if two have the same name, since they would share a folder, and if a choice belongs to
 *   none of them
 */
export async function loadFrameworks(
  given: readonly string[],
  options: readonly string[] = [],
  load: LoadOne = loadFramework,
): Promise<LoadedFramework[]> {
  const choices = parseChoices(options);
  const builtIn = await builtInFrameworks();
  const named = given.length > 0 ? given : builtIn;
  const folders = named.map((each) => frameworkFolder(each, builtIn));
  const names = named.filter((_, at) => folders.indexOf(folders[at] ?? '') === at);
  const loaded = await Promise.all(names.map(async (each) => load(each, { choices })));
  for (const [at, { framework }] of loaded.entries()) {
    const other = loaded.findIndex((each) => each.framework.name === framework.name);
    if (other === at) continue;
    throw new CannotRunError(
      `two frameworks are called '${framework.name}': ${names[other]} and ${names[at]}`,
      'give one of them another `name`, or leave one out',
    );
  }
  checkFrameworksOf(
    choices,
    loaded.map(({ framework }) => framework.name),
  );
  return loaded;
}
