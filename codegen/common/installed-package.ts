import { dirname, join, resolve } from 'node:path';

/** The folder of a package, resolved from another folder as Node does. Undefined if it is not installed. */
export function installedPackage(name: string, from: string, isFile: (path: string) => boolean): string | undefined {
  for (let folder = resolve(from); ; folder = dirname(folder)) {
    const candidate = join(folder, 'node_modules', name);
    if (isFile(join(candidate, 'package.json'))) return candidate;
    if (dirname(folder) === folder) return undefined;
  }
}
