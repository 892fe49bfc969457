import { existsSync, readdirSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';

import { foldersUp } from '../common/files/folders-up.js';
import { kindOf, orCannotRun, readRegularFile } from '../common/files/read-file.js';
import { shownPath } from '../common/files/shown-path.js';
import { packageRoot } from '../common/package-root.js';
import { CannotRunError, type Problem } from '../common/problem.js';
import { CONFIG_NAMES } from '../config/find-config.js';
import { PACKAGED } from '../spec/parse/spec-folder.js';
import type { Answers } from './answers.js';
import { configText } from './config-text.js';
import { contradictions, type ExistingConfig } from './existing-config.js';
import { withScripts } from './manifest-scripts.js';
import { workflowOf } from './workflow.js';

/** The files that set a project up. */
export interface ProjectFiles {
  /** The new texts by path in the project, without files that already have them. */
  readonly files: ReadonlyMap<string, string>;
  /** The existing files among these, to which something is added. */
  readonly changed: readonly string[];
  /** Problems with existing files, since nothing is overwritten. */
  readonly problems: readonly Problem[];
}

const MANIFEST = 'package.json';
const READABLE = 'make it a file that this user can read';

/**
 * Returns the files for the answers in a folder.
 *
 * @param existing - the config that it already has, which is not changed
 */
export function projectFiles(root: string, answers: Answers, existing: ExistingConfig | undefined): ProjectFiles {
  checkFolder(root, answers.out, '--out');
  const workflow = answers.workflow ? workflowOf(root) : undefined;
  const made = new Map([
    ...(existing === undefined ? [[configName(answers), configText(answers)] as const] : []),
    ...(workflow === undefined ? [] : [[workflow.path, workflow.text] as const]),
    ...specFiles(root, answers.spec),
  ]);
  const wanted = [...made].filter(([path, text]) => textAt(root, path) !== text);
  const scripts = answers.script ? scriptsIn(root) : undefined;
  const problems = [
    ...(existing === undefined ? [] : otherAnswers(existing, answers)),
    ...wanted.flatMap(([path]) => (textAt(root, path) === undefined ? [] : [alreadyThere(path)])),
    ...(scripts?.problems ?? []),
  ];
  const changed = scripts?.text === undefined ? [] : [[MANIFEST, scripts.text] as const];
  return { files: new Map([...wanted, ...changed]), changed: changed.map(([path]) => path), problems };
}

function configName({ typescript }: Answers): string {
  return typescript ? CONFIG_NAMES[1] : CONFIG_NAMES[0];
}

/** The files of the packaged spec about the driver. The others are about the generator's own packages and findings. */
const ABOUT_THE_DRIVER = /^([A-Z]\w*|errors)\.yaml$|^schema\.json$/;

/** The project's own spec starts as a copy of the packaged one. */
function specFiles(root: string, spec: string): (readonly [string, string])[] {
  if (spec === PACKAGED) return [];
  checkFolder(root, spec, '--spec');
  const there = existsSync(join(root, spec)) ? readdirSync(join(root, spec)) : [];
  if (there.some((name) => ABOUT_THE_DRIVER.test(name))) return [];
  const packaged = join(packageRoot(), 'spec');
  const names = readdirSync(packaged).filter((name) => ABOUT_THE_DRIVER.test(name));
  return names.map((name) => [shownPath(join(spec, name)), readRegularFile(join(packaged, name)).toString('utf8')]);
}

function checkFolder(root: string, path: string, option: string): void {
  const fix = `name another folder with ${option}`;
  const kind = orCannotRun(() => kindOf(resolve(root, path)), fix);
  if (kind !== 'nothing' && kind !== 'folder')
    throw new CannotRunError(`${path} is a ${kind}, expected a folder or nothing`, fix);
}

function scriptsIn(root: string): { readonly text?: string; readonly problems: readonly Problem[] } {
  const before = textAt(root, MANIFEST);
  if (before === undefined) throw noManifest(root);
  try {
    const { text, taken } = withScripts(before);
    return { ...(text === before ? {} : { text }), problems: taken.map(scriptTaken) };
  } catch (cause) {
    if (!(cause instanceof SyntaxError)) throw cause;
    throw new CannotRunError(
      `${MANIFEST} is not the manifest of a package: ${cause.message}`,
      'correct it, or pass --no-script',
      {
        cause,
      },
    );
  }
}

/** In a subfolder of a project, the user most likely means the project. */
function noManifest(root: string): CannotRunError {
  const otherwise = 'run `npm init` first, or pass --no-script';
  const project = foldersUp(dirname(root)).find((folder) => existsSync(join(folder, MANIFEST)));
  if (project === undefined) return new CannotRunError(`${MANIFEST} does not exist here`, otherwise);
  const shown = shownPath(relative(root, project));
  const message = `${MANIFEST} does not exist here; the nearest one is in ${shown}`;
  return new CannotRunError(message, `run the command in ${shown}; for a separate package here, ${otherwise}`);
}

/** The text of a file in the project. Undefined if there is none. */
function textAt(root: string, path: string): string | undefined {
  const file = join(root, path);
  if (orCannotRun(() => kindOf(file), READABLE) === 'nothing') return undefined;
  return orCannotRun(() => readRegularFile(file), READABLE).toString('utf8');
}

/** The problems if the existing config contradicts the command line. */
function otherAnswers(existing: ExistingConfig, answers: Answers): Problem[] {
  const { file } = existing;
  if (answers.typescript && !file.endsWith('.ts')) return [alreadyThere(file)];
  return contradictions(existing, answers).map((key) =>
    problem(file, `\`${key}\` has another value there`, 'leave the option out, or edit the file by hand'),
  );
}

function alreadyThere(path: string): Problem {
  const fix = path.endsWith('.yml')
    ? 'pass --no-workflow to leave it alone, or delete it to have it written again'
    : 'edit it by hand, or delete it to have it written again';
  return problem(path, 'it exists with other content', fix);
}

function scriptTaken(name: string): Problem {
  const message = `the script \`${name}\` exists with another command`;
  return problem(MANIFEST, message, 'pass --no-script to leave it alone, or rename it');
}

function problem(subject: string, message: string, fix: string): Problem {
  return { rule: 'already-there', severity: 'error', subject, message, fix, at: undefined };
}
