import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

import { kindOf, orCannotRun, readRegularFile } from '../common/files/read-file.js';
import { shownPath } from '../common/files/shown-path.js';
import { packageRoot } from '../common/package-root.js';
import { CannotRunError, type Problem } from '../common/problem.js';
import { shownError } from '../common/shown-value.js';
import { CONFIG_NAMES } from '../config/find-config.js';
import { PACKAGED } from '../spec/parse/spec-folder.js';
import type { Answers } from './answers.js';
import { configText } from './config-text.js';
import { withScripts } from './manifest-scripts.js';

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
const WORKFLOW = '.github/workflows/motorized.yml';
const READABLE = 'make it a file that this user can read';

/** The files for the answers in a folder. */
export function projectFiles(root: string, answers: Answers): ProjectFiles {
  const made = new Map([
    [answers.typescript ? CONFIG_NAMES[1] : CONFIG_NAMES[0], configText(answers)],
    ...(answers.workflow ? [[WORKFLOW, workflowText(root)] as const] : []),
    ...specFiles(root, answers.spec),
  ]);
  const wanted = [...made].filter(([path, text]) => textAt(root, path) !== text);
  const scripts = answers.script ? scriptsIn(root) : undefined;
  const problems = [
    ...otherConfigs(root, answers),
    ...wanted.flatMap(([path]) => (textAt(root, path) === undefined ? [] : [alreadyThere(path)])),
    ...(scripts?.problems ?? []),
  ];
  const changed = scripts?.text === undefined ? [] : [[MANIFEST, scripts.text] as const];
  return { files: new Map([...wanted, ...changed]), changed: changed.map(([path]) => path), problems };
}

/**
 * The files of the packaged spec that describe the driver. The rest concerns the generator's own packages and accepted
 * surfaces.
 */
const ABOUT_THE_DRIVER = /^([A-Z]\w*|errors)\.yaml$|^schema\.json$/;

/** The project's own spec starts as a copy of the packaged one. */
function specFiles(root: string, spec: string): (readonly [string, string])[] {
  if (spec === PACKAGED || existsSync(join(root, spec))) return [];
  const packaged = join(packageRoot(), 'spec');
  const names = readdirSync(packaged).filter((name) => ABOUT_THE_DRIVER.test(name));
  return names.map((name) => [shownPath(join(spec, name)), readRegularFile(join(packaged, name)).toString('utf8')]);
}

/** The command that installs a project in CI, by its lock file. */
const INSTALL: Readonly<Record<string, string>> = {
  'package-lock.json': 'npm ci',
  'pnpm-lock.yaml': 'corepack enable && pnpm install --frozen-lockfile',
  'yarn.lock': 'corepack enable && yarn install --immutable',
};

function workflowText(root: string): string {
  const lock = Object.keys(INSTALL).find((name) => existsSync(join(root, name)));
  const template = join(packageRoot(), 'codegen', 'starters', 'project', 'motorized.yml.txt');
  const text = readRegularFile(template).toString('utf8');
  return text.replace('__INSTALL__', INSTALL[lock ?? ''] ?? 'npm install');
}

function scriptsIn(root: string): { readonly text?: string; readonly problems: readonly Problem[] } {
  const before = textAt(root, MANIFEST);
  if (before === undefined)
    throw new CannotRunError(`${MANIFEST} does not exist here`, 'run `npm init` first, or pass --no-script');
  try {
    const { text, taken } = withScripts(before);
    return { ...(text === before ? {} : { text }), problems: taken.map(scriptTaken) };
  } catch (cause) {
    if (!(cause instanceof SyntaxError)) throw cause;
    throw new CannotRunError(`${MANIFEST} is not JSON: ${shownError(cause)}`, 'correct it, or pass --no-script', {
      cause,
    });
  }
}

/** The text of a file in the project. Undefined if there is none. */
function textAt(root: string, path: string): string | undefined {
  const file = join(root, path);
  if (orCannotRun(() => kindOf(file), READABLE) === 'nothing') return undefined;
  return orCannotRun(() => readRegularFile(file), READABLE).toString('utf8');
}

function otherConfigs(root: string, { typescript }: Answers): Problem[] {
  const other = CONFIG_NAMES[typescript ? 0 : 1];
  return existsSync(join(root, other)) ? [alreadyThere(other)] : [];
}

function alreadyThere(path: string): Problem {
  const fix =
    path === WORKFLOW
      ? 'pass --no-workflow to leave it alone, or delete it to have it written anew'
      : 'edit it by hand, or delete it to have it written anew';
  return problem(path, `${path} is there already, and says something else`, fix);
}

function scriptTaken(name: string): Problem {
  const message = `the script \`${name}\` of ${MANIFEST} is there already, and says something else`;
  return problem(MANIFEST, message, 'pass --no-script to leave it alone, or rename it');
}

function problem(subject: string, message: string, fix: string): Problem {
  return { rule: 'already-there', severity: 'error', subject, message, fix, at: undefined };
}
