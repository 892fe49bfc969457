import { shownPath } from '../../common/files/shown-path.js';
import { CannotRunError } from '../../common/problem.js';
import { shownError } from '../../common/shown-value.js';
import { peerRange, type PublishedLine } from '../../spec/published-lines.js';
import { lineTag } from './line-name.js';

/** The package that is the template for all lines: that of the newest one. */
export interface Template {
  /** The name of the folder in messages. */
  readonly folder: string;
  /** The text of its files by name, without the modules. */
  readonly texts: ReadonlyMap<string, string>;
}

/** The lines, and the one whose package is written. */
export interface Wanted {
  readonly line: PublishedLine;
  readonly newest: PublishedLine;
}

const MANIFEST = 'package.json';
const README = 'README.md';

/**
 * The files of a line's package without the modules, by name: those of the template, with the version and the peer of
 * the line.
 *
 * @throws {TemplateError} if the template does not agree with the newest line
 */
export function lineTexts(
  template: Template,
  line: PublishedLine,
  lines: readonly PublishedLine[],
): ReadonlyMap<string, string> {
  const [newest = line] = lines;
  // By default, `npm publish` would tag each one as `latest`. So an older line has a tag of its own.
  const tagged = line === newest ? {} : { publishConfig: { tag: lineTag(line, lines) } };
  checkTemplate(template, newest, [newest]);
  return textsOf(template, { line, newest }, tagged);
}

/**
 * The files of a template that becomes the package of a newer line.
 *
 * @throws {TemplateError} if the template does not agree with `newest`, the line that it was written for
 */
export function movedTexts(template: Template, wanted: Wanted): ReadonlyMap<string, string> {
  // npm does not install a new major beside a package whose range excludes it, so the range may already have been
  // changed.
  checkTemplate(template, wanted.newest, [wanted.newest, wanted.line]);
  return textsOf(template, wanted, {});
}

function textsOf(template: Template, { line, newest }: Wanted, tagged: object): ReadonlyMap<string, string> {
  const texts = new Map(template.texts);
  const manifest = manifestOf(template);
  const readme = texts.get(README) ?? '';
  const [from, to] = [peerRange(newest.releases), peerRange(line.releases)];
  if (!readme.includes(from)) throw otherwise(template, README, `does not say \`${from}\``, `write it there`);
  texts.set(README, readme.replaceAll(from, to));
  texts.set(MANIFEST, `${JSON.stringify(lineManifest(manifest, line, tagged), undefined, 2)}\n`);
  return texts;
}

interface Manifest {
  readonly name?: unknown;
  readonly version?: unknown;
  readonly peerDependencies?: Readonly<Record<string, string>>;
}

function manifestOf(template: Template): Manifest {
  const text = template.texts.get(MANIFEST);
  if (text === undefined)
    throw otherwise(template, MANIFEST, 'is not there', 'name the folder of a package with --template');
  try {
    return JSON.parse(text) as Manifest;
  } catch (cause) {
    throw otherwise(template, MANIFEST, `is not JSON: ${shownError(cause)}`, 'correct it');
  }
}

function lineManifest(manifest: Manifest, line: PublishedLine, tagged: object): object {
  const peerDependencies = { ...manifest.peerDependencies, mongodb: peerRange(line.releases) };
  return { ...manifest, version: line.version, peerDependencies, ...tagged };
}

/** Checks that the template has the version of the newest line, and one of these ranges. */
function checkTemplate(template: Template, newest: PublishedLine, ranges: readonly PublishedLine[]): void {
  const { version, peerDependencies } = manifestOf(template);
  const said = { version, mongodb: peerDependencies?.['mongodb'] };
  const expected = { version: newest.version, mongodb: peerRange(newest.releases) };
  const isInRange = ranges.some(({ releases }) => peerRange(releases) === said.mongodb);
  if (said.version === expected.version && isInRange) return;
  throw otherwise(
    template,
    MANIFEST,
    `says version ${String(said.version)} and mongodb ${String(said.mongodb)}, but lines.yaml says ${expected.version} and ${expected.mongodb} for the newest line`,
    'make both say what `motorized lines` has measured',
  );
}

/** The error that a template does not agree with the newest line. */
export class TemplateError extends CannotRunError {
  constructor(
    /** The file with the difference. */
    readonly file: string,
    /** The differing value. */
    readonly what: string,
    fix: string,
  ) {
    super(`${file} ${what}`, fix);
  }
}

function otherwise({ folder }: Template, name: string, what: string, fix: string): TemplateError {
  return new TemplateError(`${shownPath(folder)}/${name}`, what, fix);
}

/** The version in a template. */
export function saidVersion(template: Template): unknown {
  return manifestOf(template).version;
}

/** The shared modules with the version of a package, which the handshake sends to the server. */
export function withVersion(internal: ReadonlyMap<string, string>, version: string): ReadonlyMap<string, string> {
  const name = 'version.ts';
  const text = internal.get(name) ?? '';
  return new Map([
    ...internal,
    [name, text.replace(/(VERSION = )'[^']*'/, (_, before: string) => `${before}'${version}'`)],
  ]);
}
