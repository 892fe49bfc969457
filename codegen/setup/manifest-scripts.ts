import { shownValue } from '../common/shown-value.js';

/** The scripts that a project gets. */
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
 * Adds the scripts to a `package.json`. Its values, its indentation and its line ends stay as they are, as when npm writes it.
 *
 * @throws {SyntaxError} if it is not the JSON of a package
 */
export function withScripts(text: string): WithScripts {
  const manifest = recordIn(JSON.parse(text.replace(/^\uFEFF/, '')), 'the whole');
  const scripts = recordIn(manifest['scripts'] ?? {}, '`scripts`');
  const wanted = Object.entries(SCRIPTS);
  const taken = wanted.flatMap(([name, script]) => ((scripts[name] ?? script) === script ? [] : [name]));
  const isThere = wanted.every(([name, script]) => scripts[name] === script);
  if (isThere || taken.length > 0) return { text, taken };
  const [, indent = '  '] = /\n([ \t]+)"/.exec(text) ?? [];
  const changed = JSON.stringify({ ...manifest, scripts: { ...scripts, ...SCRIPTS } }, undefined, indent);
  const whole = changed + (text.endsWith('\n') ? '\n' : '');
  return { text: text.includes('\r\n') ? whole.replaceAll('\n', '\r\n') : whole, taken };
}

function recordIn(value: unknown, what: string): Readonly<Record<string, unknown>> {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Record<string, unknown>;
  throw new SyntaxError(`${what} is ${shownValue(value)}, expected an object`);
}
