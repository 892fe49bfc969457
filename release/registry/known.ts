import { endOf } from '../child.js';

// Who publishes has a token for the registry: modules here import Node and what stands beside the scripts, and nothing else.

/** What the registry has of a name. */
export interface Known {
  readonly versions: readonly string[];
  /** Each tag with its version. */
  readonly tags: Readonly<Record<string, string>>;
}

/**
 * Asks the registry for a name; undefined where it has none.
 *
 * @throws where it cannot be asked: nothing is published then
 */
export async function askFor(name: string): Promise<Known | undefined> {
  const { code, stdout, stderr } = await endOf('npm', ['view', name, 'versions', 'dist-tags', '--json'], process.cwd());
  const answer = parsed(stdout) as Answer | readonly Answer[] | undefined;
  const found = Array.isArray(answer) ? (answer as readonly Answer[]).at(-1) : (answer as Answer | undefined);
  if (code === 0 && found !== undefined)
    return { versions: [found.versions ?? []].flat(), tags: found['dist-tags'] ?? {} };
  if (found?.error?.code === 'E404') return undefined;
  throw new Error(
    `the registry cannot be asked for ${name}:\n${stderr}  fix: see that it can be reached, and run the same again`,
  );
}

/** As npm prints it: one version is no list. */
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
