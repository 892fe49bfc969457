import { fstatSync, writeFileSync } from 'node:fs';

import { codeOf } from './system-error.js';

/** Standard output or standard error. */
type Stream = NodeJS.WriteStream & { readonly fd: number };

/**
 * Writes a whole text to stdout or stderr. It is no failure if the reader closes the pipe early, as `head` does.
 *
 * @throws the system's error if the text cannot be written, as on a full disk
 */
export async function writeOut(stream: Stream, text: string): Promise<void> {
  try {
    await (isWrittenAsFile(stream) ? writeFileSync(stream.fd, text) : writeToStream(stream, text));
  } catch (error) {
    if (codeOf(error) !== 'EPIPE') throw error;
  }
}

/**
 * Whether to write synchronously, as to a file: if the disk is full, Node's file streams report a partly written text
 * as written.
 */
function isWrittenAsFile({ fd, isTTY }: Stream): boolean {
  const stats = fstatSync(fd);
  return !isTTY && (stats.isFile() || stats.isCharacterDevice());
}

function writeToStream(stream: Stream, text: string): Promise<void> {
  return new Promise((resolve, reject) => {
    // The stream also emits an `error` event, which would end the process if nobody listened.
    stream.once('error', reject);
    stream.write(text, (error) => {
      if (error) return reject(error);
      stream.off('error', reject);
      return resolve();
    });
  });
}
