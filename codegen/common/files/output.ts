import { fstatSync, writeFileSync } from 'node:fs';

import { codeOf } from './system-error.js';

/** Standard output or standard error. */
type Stream = NodeJS.WriteStream & { readonly fd: number };

/**
 * Writes all of a text to a stream of the process's. A reader that has gone away, as `head` does, has what it wanted: that is no failure.
 *
 * @throws what the system says when the text has no place, as on a full disk
 */
export async function writeOut(stream: Stream, text: string): Promise<void> {
  try {
    await (isWrittenAsFile(stream) ? writeFileSync(stream.fd, text) : writeToStream(stream, text));
  } catch (error) {
    if (codeOf(error) !== 'EPIPE') throw error;
  }
}

/** Node's streams to files take a text that was written in part, because the disk is full, for written. */
function isWrittenAsFile({ fd, isTTY }: Stream): boolean {
  const stats = fstatSync(fd);
  return !isTTY && (stats.isFile() || stats.isCharacterDevice());
}

function writeToStream(stream: Stream, text: string): Promise<void> {
  return new Promise((resolve, reject) => {
    // The stream tells of a failure by its event too, which ends the process where nobody listens.
    stream.once('error', reject);
    stream.write(text, (error) => {
      if (error) return reject(error);
      stream.off('error', reject);
      return resolve();
    });
  });
}
