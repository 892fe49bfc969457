import type { Tell } from '../../common/interruption.js';

/** Work that ends sooner than this many milliseconds needs nobody to be told of it. */
const PATIENCE_MS = 1000;

/**
 * Shows a person what long work is doing: on the error stream, where that is a terminal, and not in CI. The output of the command stays what
 * it is, and so does what it prints on its way.
 *
 * @param quiet - whether nothing is to be shown anyway
 */
export async function withProgress<T>(
  { quiet }: { readonly quiet?: boolean },
  work: (tell: Tell) => Promise<T>,
): Promise<T> {
  if (quiet || !process.stderr.isTTY || process.env['CI'] !== undefined) return work(() => undefined);
  const { default: yoctoSpinner } = await import('yocto-spinner');
  // What a signal ends, `interruptible` decides.
  const spinner = yoctoSpinner({ stream: process.stderr, handleSignals: false });
  const begun = Date.now();
  let last = '';
  const shown = (): string => `${last} (${Math.round((Date.now() - begun) / 1000)} s)`;
  const clock = setInterval(() => {
    if (last === '') return;
    if (spinner.isSpinning) spinner.text = shown();
    else spinner.start(shown());
  }, PATIENCE_MS);
  try {
    return await work((doing) => {
      last = doing;
      // Work that leaves the process no time in between is shown as well.
      if (spinner.isSpinning) spinner.text = shown();
      else if (Date.now() - begun >= PATIENCE_MS) spinner.start(shown());
    });
  } finally {
    clearInterval(clock);
    spinner.stop();
  }
}
