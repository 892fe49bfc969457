/** The scripts for `package.json`. */
const SCRIPTS = {
  'generate:mongodb': 'motorized generate',
  'drift:mongodb': 'motorized drift',
} as const;

/** A `package.json` with the scripts, and the existing scripts of the same names that differ. */
export interface WithScripts {
  readonly text: string;
  readonly taken: readonly string[];
}

/**
 * Adds the scripts to a `package.json`. Everything else is kept.
 *
 * @throws {SyntaxError} if it is not JSON
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
