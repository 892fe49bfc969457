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
 * Loads frameworks by their names or paths; all that come with the generator where there are none. One that is named in
 * several ways is one.
 *
 * @param options - what is chosen of their options: `effect.absent=null`
 * @param load - how one is loaded: `--watch` has some of them already
 * @throws {CannotRunError} also where two of them have one name, since their folders would be one, and where an option is
 *   chosen of none of them
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
