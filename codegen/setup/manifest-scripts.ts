/** The scripts that a project gets. */
const SCRIPTS = {
  'generate:mongodb': 'motorized generate',
  'drift:mongodb': 'motorized drift',
} as const;

/** A `package.json` with the scripts, and those of the same names that are there and say something else. */
export interface WithScripts {
  readonly text: string;
  readonly taken: readonly string[];
}

/**
 * Adds the scripts to a `package.json`, which otherwise stays as it is.
 *
 * @throws {SyntaxError} when it is no JSON
 */
export function withScripts(text: string): WithScripts {
  const manifest = JSON.parse(text) as { readonly scripts?: Readonly<Record<string, string>> };
  const scripts = manifest.scripts ?? {};
  const wanted = Object.entries(SCRIPTS);
  const taken = wanted.flatMap(([name, script]) => ((scripts[name] ?? script) === script ? [] : [name]));
  const isThere = wanted.every(([name, script]) => scripts[name] === script);
  if (isThere || taken.length > 0) return { text, taken };
  const [, indent = '  '] = /\n([ \t]+)"/.exec(text) ?? [];
  const changed = JSON.stringify({ ...manifest, scripts: { ...scripts, ...SCRIPTS } }, undefined, indent);
  return { text: changed + (text.endsWith('\n') ? '\n' : ''), taken };
}
