import { join } from 'node:path';

import { kindOf, orCannotRun, readRegularFile } from '../common/files/read-file.js';
import { shownPath } from '../common/files/shown-path.js';
import { CannotRunError, type Problem } from '../common/problem.js';
import { shownError } from '../common/shown-value.js';
import type { FrameworkSource } from '../frameworks/framework-source.js';
import { type Subpath, withSubpaths } from '../write/package-exports.js';

/** The `package.json` of an output folder, if modules of frameworks have a subpath. */
export interface PackageManifest {
  /** Its new text. Undefined if nothing changes, or there is no `package.json`. */
  readonly text: string | undefined;
  readonly problems: readonly Problem[];
}

const NAME = 'package.json';
const FIX = 'make it a file that this user can read';

/**
 * Adds the subpaths of the written frameworks to the `package.json` of an output folder.
 *
 * @param files - the written files, by path
 */
export function packageManifest(
  out: string,
  frameworks: readonly FrameworkSource[],
  files: ReadonlyMap<string, unknown>,
): PackageManifest {
  const subpaths = frameworks.flatMap(subpathsOf).filter((each) => files.has(`${each.framework}/${each.module}.ts`));
  const file = join(out, NAME);
  // A folder without one is part of a user's package, where the user adds the exports.
  if (subpaths.length === 0 || orCannotRun(() => kindOf(file), FIX) !== 'file')
    return { text: undefined, problems: [] };
  const before = orCannotRun(() => readRegularFile(file), FIX).toString('utf8');
  try {
    const { text, left } = withSubpaths(before, subpaths);
    const problems = left.flatMap((each) => notExported(file, each, frameworks));
    return { text: text === before ? undefined : text, problems };
  } catch (cause) {
    if (!(cause instanceof SyntaxError)) throw cause;
    const message = `${shownPath(file)} is not JSON: ${shownError(cause)}`;
    throw new CannotRunError(message, 'correct it: modules with a `subpath` are exported by it', { cause });
  }
}

function subpathsOf({ framework }: FrameworkSource): Subpath[] {
  return (framework.modules ?? []).flatMap(({ file, subpath }) =>
    subpath === undefined ? [] : [{ framework: framework.name, module: file.replace(/\.ts$/, ''), subpath }],
  );
}

function notExported(file: string, each: Subpath, frameworks: readonly FrameworkSource[]): Problem[] {
  const source = frameworks.find(({ framework }) => framework.name === each.framework);
  const at = source?.framework.modules?.findIndex(({ subpath }) => subpath === each.subpath) ?? 0;
  return [
    {
      rule: 'framework-subpath',
      severity: 'warning',
      subject: each.framework,
      message: `${shownPath(file)} does not export the index of ${each.framework}, so its module ${each.module} cannot be exported in the same way, as './${each.framework}/${each.subpath}'`,
      fix: `add './${each.framework}' to its \`exports\`, with the paths of its index, or './${each.framework}/${each.subpath}' by yourself`,
      at: source?.placeOf(`modules.${at}.subpath`),
    },
  ];
}
