/**
 * The declared name of a parameter, or another one if it is not a valid name: declarations may destructure, and use
 * words that strict mode reserves.
 */
export function parameterName(name: string, at: number): string {
  if (!isIdentifier(name)) return `argument${at + 1}`;
  return RESERVED.has(name) ? `${name}_` : name;
}

/** A key of an object literal or type, quoted unless it is an identifier. */
export function propertyKey(name: string): string {
  return isIdentifier(name) || name.startsWith('[') ? name : stringLiteral(name);
}

/** The name of a member as a string literal. An ambiguous name, such as `'[x]'`, already has quotes. */
export function stringLiteral(name: string): string {
  return name.startsWith("'") ? name : quotedText(name);
}

/** Any text as a string literal. */
export function quotedText(text: string): string {
  return `'${escaped(text)}'`;
}

/** Accesses a property: `value.name`, `value['a-b']`, `value[Symbol.toStringTag]`. */
export function propertyAccess(value: string, name: string): string {
  if (isIdentifier(name)) return `${value}.${name}`;
  return name.startsWith('[') ? `${value}${name}` : `${value}[${stringLiteral(name)}]`;
}

function escaped(text: string): string {
  const json = JSON.stringify(text).slice(1, -1);
  return json
    .replaceAll('\\"', '"')
    .replaceAll("'", "\\'")
    .replaceAll('\u2028', String.raw`\u2028`)
    .replaceAll('\u2029', String.raw`\u2029`);
}

/** The name for the namespace of a module: `driver` for `./driver.js`, `fastCheck` for `fast-check`. */
export function namespaceName(module: string): string {
  const file = module.split(/[/:]/).at(-1) ?? '';
  const [first = '', ...words] = file.replace(/\.[cm]?js$/, '').split(/[^\p{ID_Continue}$]+/u);
  const name = [first, ...words.map((word) => word.slice(0, 1).toUpperCase() + word.slice(1))].join('');
  return isBindable(name) ? name : `_${name}`;
}

/** Whether a name can be that of a parameter. */
export function isBindable(name: string): boolean {
  return isIdentifier(name) && !RESERVED.has(name);
}

/** Whether a name needs no quotes. */
export function isIdentifier(name: string): boolean {
  return name !== '' && [...name].every((char, at) => (at === 0 ? IDENTIFIER_START : IDENTIFIER_PART).test(char));
}

const IDENTIFIER_START = /[\p{ID_Start}$_]/u;
const IDENTIFIER_PART = /[\p{ID_Continue}$\u200c\u200d]/u;

/** ECMA-262 13.1.1: reserved words, including those of strict mode and class bodies. */
const RESERVED: ReadonlySet<string> = new Set(
  (
    'arguments await break case catch class const continue debugger default delete do else enum eval export extends ' +
    'false finally for function if implements import in instanceof interface let new null package private protected ' +
    'public return static super switch this throw true try typeof var void while with yield'
  ).split(' '),
);
