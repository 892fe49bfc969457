/**
 * Lets something run without the warnings that it is known to provoke, by how they begin: the driver's about a member that is
 * deprecated, of which nobody wrote the call but the kit. All others are said.
 */
export async function quietAbout<T>(known: string | undefined, work: () => Promise<T>): Promise<T> {
  if (known === undefined) return work();
  const say = process.emitWarning;
  process.emitWarning = ((warning: string | Error, ...more: []) => {
    const text = typeof warning === 'string' ? warning : warning.message;
    if (!text.startsWith(known)) say.call(process, warning, ...more);
  }) as typeof process.emitWarning;
  try {
    return await work();
  } finally {
    process.emitWarning = say;
  }
}
