import { posix } from 'node:path';

import { ts } from 'ts-morph';

/** Where the modules of a framework find what all runtimes share, before that stands beside them. */
const SHARED = '@motorized/codegen/internal/';

/**
 * A module of a framework's as it is emitted: its text, in which what all runtimes share is imported from the folder
 * beside it. So its author's editor and compiler know what it imports, wherever the module stands.
 *
 * @param path - under the framework's folder
 */
export function emittedText(text: string, path: string): string {
  const beside = `${posix.relative(posix.join('/framework', posix.dirname(path)), '/internal')}/`;
  const imported = ts.preProcessFile(text, true, true).importedFiles.filter((each) => each.fileName.startsWith(SHARED));
  return imported.reduceRight((emitted, { pos }) => {
    const begin = text.indexOf(SHARED, pos);
    return `${emitted.slice(0, begin)}${beside}${emitted.slice(begin + SHARED.length)}`;
  }, text);
}
