/**
 * Runs some work without the warnings that begin with a known text: those of the driver about a deprecated member,
 * which only the kit has called. All others are emitted.
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
