import { posix } from 'node:path';

import { ts } from 'ts-morph';

/** The specifier of the shared modules in the source of a framework. In the output, they are a folder beside it. */
const SHARED = '@motorized/codegen/internal/';

/**
 * The text of a framework's module as it is emitted: imports of the shared modules become relative. So in the source,
 * editors and compilers resolve them wherever the framework is.
 *
 * @param path - the path below the framework's folder
 */
export function emittedText(text: string, path: string): string {
  const beside = `${posix.relative(posix.join('/framework', posix.dirname(path)), '/internal')}/`;
  const imported = ts.preProcessFile(text, true, true).importedFiles.filter((each) => each.fileName.startsWith(SHARED));
  return imported.reduceRight((emitted, { pos }) => {
    const begin = text.indexOf(SHARED, pos);
    return `${emitted.slice(0, begin)}${beside}${emitted.slice(begin + SHARED.length)}`;
  }, text);
}
