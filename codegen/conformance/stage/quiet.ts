/**
 * Lets something run without the warnings that it is known to provoke, by how they begin: the driver's about a member that is
 * deprecated, of which nobody wrote the call but the kit. All others are said.
 */
export async function quietAbout<T>(known: string | undefined, work: () => Promise<T>): Promise<T> {
  if (known === undefined) return work();
  const say = Reflect.get(process, 'emitWarning') as (...said: unknown[]) => void;
  process.emitWarning = (warning: string | Error, ...more: unknown[]): void => {
    const text = typeof warning === 'string' ? warning : warning.message;
    if (!text.startsWith(known)) Reflect.apply(say, process, [warning, ...more]);
  };
  try {
    return await work();
  } finally {
    process.emitWarning = say;
  }
}
