import type { Tell } from '../../common/interruption.js';

/** Shorter work, in milliseconds, shows no progress. */
const PATIENCE_MS = 1000;

/**
 * Shows the progress of long work on stderr, if that is a terminal and not CI. Everything else that the command prints
 * is kept.
 *
 * @param quiet - whether to show nothing
 */
export async function withProgress<T>(
  { quiet }: { readonly quiet?: boolean },
  work: (tell: Tell) => Promise<T>,
): Promise<T> {
  if (quiet || !process.stderr.isTTY || process.env['CI'] !== undefined) return work(() => undefined);
  const { default: yoctoSpinner } = await import('yocto-spinner');
  // `interruptible` handles signals.
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
      // Work that blocks the process is shown as well.
      if (spinner.isSpinning) spinner.text = shown();
      else if (Date.now() - begun >= PATIENCE_MS) spinner.start(shown());
    });
  } finally {
    clearInterval(clock);
    spinner.stop();
  }
}
