import { closeSync, existsSync, openSync, readSync } from 'node:fs';
import { join } from 'node:path';

import { foldersUp } from '../files/folders-up.js';

/** The commands of a package manager, as a person types them. */
export interface PackageManager {
  /** Installs what the lock file lists, and fails if that is out of date. For CI, on a machine that only has Node. */
  readonly ci: string;
  readonly add: string;
  readonly addDev: string;
  /** Shows which packages depend on a package, whose name follows. */
  readonly why: string;
  /** Leaves as few copies as the ranges allow. */
  readonly dedupe: string;
}

const NPM: PackageManager = {
  ci: 'npm ci',
  add: 'npm install',
  addDev: 'npm install --save-dev',
  why: 'npm ls',
  dedupe: 'npm dedupe',
};

/** Without a lock file, CI cannot insist on one. */
const UNLOCKED: PackageManager = { ...NPM, ci: 'npm install' };

const PNPM: PackageManager = {
  ci: 'corepack enable && pnpm install --frozen-lockfile',
  add: 'pnpm add',
  addDev: 'pnpm add --save-dev',
  why: 'pnpm why',
  dedupe: 'pnpm dedupe',
};

const YARN: PackageManager = {
  ci: 'corepack enable && yarn install --immutable',
  add: 'yarn add',
  addDev: 'yarn add --dev',
  why: 'yarn why',
  dedupe: 'yarn dedupe',
};

/** Yarn 1 accepts `--immutable` silently, but still changes the lock file. */
const YARN_1: PackageManager = {
  ...YARN,
  ci: 'corepack enable && yarn install --frozen-lockfile',
  dedupe: 'npx yarn-deduplicate && yarn install',
};

const BUN: PackageManager = {
  ci: 'npx bun install --frozen-lockfile',
  add: 'bun add',
  addDev: 'bun add --dev',
  why: 'bun why',
  dedupe: 'bun update',
};

/** The lock files, each with the package manager that it belongs to. */
const LOCKS: readonly (readonly [string, (file: string) => PackageManager])[] = [
  ['package-lock.json', () => NPM],
  ['npm-shrinkwrap.json', () => NPM],
  ['pnpm-lock.yaml', () => PNPM],
  ['yarn.lock', (file) => (beginningOf(file).includes('# yarn lockfile v1') ? YARN_1 : YARN)],
  ['bun.lock', () => BUN],
  ['bun.lockb', () => BUN],
];

/** The package manager of a project, by the nearest lock file. In a workspace, that is in a folder above. */
export function packageManager(root: string): PackageManager {
  for (const folder of foldersUp(root)) {
    for (const [name, of] of LOCKS) {
      const file = join(folder, name);
      if (existsSync(file)) return of(file);
    }
  }
  return UNLOCKED;
}

/** A package with a range, quoted for any shell: `"rxjs@^7.8.0"`. */
export function inRange(name: string, range: string): string {
  return `"${name}@${range}"`;
}

/** How many bytes to read for the comment at the top. */
const BEGINNING = 200;

function beginningOf(file: string): string {
  const opened = openSync(file, 'r');
  try {
    const bytes = Buffer.alloc(BEGINNING);
    return bytes.toString('utf8', 0, readSync(opened, bytes, 0, BEGINNING, 0));
  } finally {
    closeSync(opened);
  }
}
