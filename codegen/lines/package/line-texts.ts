import { shownPath } from '../../common/files/shown-path.js';
import { CannotRunError } from '../../common/problem.js';
import { shownError } from '../../common/shown-value.js';
import { peerRange, type PublishedLine } from '../../spec/published-lines.js';
import { lineTag } from './line-name.js';

/** A package that stands for all of them: that of the newest line. */
export interface Template {
  /** The folder, as it is named in messages. */
  readonly folder: string;
  /** The texts of its own files, without the modules: by name. */
  readonly texts: ReadonlyMap<string, string>;
}

/** The lines, and the one that a package is made of. */
export interface Wanted {
  readonly line: PublishedLine;
  readonly newest: PublishedLine;
}

const MANIFEST = 'package.json';
const README = 'README.md';

/**
 * The files beside the modules of a line's package, by name: those of the template, with the line's version and peer.
 *
 * @throws {TemplateError} where the template does not say of itself what is said of the newest line
 */
export function lineTexts(
  template: Template,
  line: PublishedLine,
  lines: readonly PublishedLine[],
): ReadonlyMap<string, string> {
  const [newest = line] = lines;
  // `npm publish` would call each of them the latest one: an older line has a tag of its own.
  const tagged = line === newest ? {} : { publishConfig: { tag: lineTag(line, lines) } };
  checkTemplate(template, newest, [newest]);
  return textsOf(template, { line, newest }, tagged);
}

/**
 * The same of a template that is to be the package of a newer line than it is now.
 *
 * @throws {TemplateError} where it does not say of itself what is said of `newest`, the line that it was made for
 */
export function movedTexts(template: Template, wanted: Wanted): ReadonlyMap<string, string> {
  // npm does not install a new major beside a package that is not for it: its range comes first.
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

/** It says the version of the newest line, and the range of one of those. */
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

/** A template says of itself something else than is said of the newest line. */
export class TemplateError extends CannotRunError {
  constructor(
    /** The file that says so. */
    readonly file: string,
    /** What it says. */
    readonly what: string,
    fix: string,
  ) {
    super(`${file} ${what}`, fix);
  }
}

function otherwise({ folder }: Template, name: string, what: string, fix: string): TemplateError {
  return new TemplateError(`${shownPath(folder)}/${name}`, what, fix);
}

/** What a template says of itself. */
export function saidVersion(template: Template): unknown {
  return manifestOf(template).version;
}

/** The shared modules as a package of that version has them: the handshake tells the server. */
export function withVersion(internal: ReadonlyMap<string, string>, version: string): ReadonlyMap<string, string> {
  const name = 'version.ts';
  const text = internal.get(name) ?? '';
  return new Map([
    ...internal,
    [name, text.replace(/(VERSION = )'[^']*'/, (_, before: string) => `${before}'${version}'`)],
  ]);
}
