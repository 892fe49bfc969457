import { endOf } from '../child.js';

// Publishing runs with a token for the registry, so modules here import only Node and other modules of these scripts.

/** What the registry has under a name. */
export interface Known {
  readonly versions: readonly string[];
  /** Each tag with its version. */
  readonly tags: Readonly<Record<string, string>>;
}

/**
 * Asks the registry for a name. Undefined if it does not have it.
 *
 * @throws if it cannot be asked; then nothing is published
 */
export async function askFor(name: string): Promise<Known | undefined> {
  const { code, stdout, stderr } = await endOf('npm', ['view', name, 'versions', 'dist-tags', '--json'], process.cwd());
  const answer = parsed(stdout) as Answer | readonly Answer[] | undefined;
  const found = Array.isArray(answer) ? (answer as readonly Answer[]).at(-1) : (answer as Answer | undefined);
  if (code === 0 && found !== undefined)
    return { versions: [found.versions ?? []].flat(), tags: found['dist-tags'] ?? {} };
  if (found?.error?.code === 'E404') return undefined;
  throw new Error(
    `the registry cannot be asked for ${name}:\n${stderr}  fix: make sure that it can be reached, and run the command again`,
  );
}

/** npm prints a single version without a list. */
interface Answer {
  readonly versions?: string | readonly string[];
  readonly 'dist-tags'?: Readonly<Record<string, string>>;
  readonly error?: { readonly code?: string };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
