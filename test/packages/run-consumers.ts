import { cpSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { startServer } from '../server/start-server.js';
import { type Outcome, runBeside } from '../support/processes.js';
import { inProject } from '../support/project-root.js';
import { UserProject } from '../support/user-project.js';
import { type ConsumerProject, CONSUMERS } from './consumers.js';
import { tarballOf } from './packed.js';
import { CouldNotRun, runSteps, type Step } from './steps.js';

// `node run-consumers.js NAME...`: installs the packed packages into users' projects, each in a new folder outside the
// work tree, and runs them. Without NAME, all of them. Exits with 0 if every program prints the expected lines, 1 if
// one does not, 2 if one could not run.

const QUIET = ['--ignore-scripts', '--prefer-offline', '--no-audit', '--no-fund', '--loglevel=error'];
const MINUTES = 60_000;

process.exitCode = await run(process.argv.slice(2));

async function run(names: readonly string[]): Promise<number> {
  const unknown = names.find((name) => !CONSUMERS.some((each) => each.name === name));
  if (unknown !== undefined) {
    const known = CONSUMERS.map(({ name }) => name).join(', ');
    process.stderr.write(`No project is called '${unknown}'\n  fix: ONLY is some of ${known}\n`);
    return 2;
  }
  const chosen = CONSUMERS.filter(({ name }) => names.length === 0 || names.includes(name));
  const server = await startServer().catch((error: unknown) => {
    process.stderr.write(`No server to run programs on: ${String(error)}\n`);
  });
  if (server === undefined) return 2;
  process.stdout.write(`server: ${server.name} (${server.kind})\n`);
  try {
    return await runSteps(chosen.map((project) => stepOf(project, server.uri)));
  } finally {
    await server.stop();
  }
}

function stepOf(project: ConsumerProject, uri: string): Step {
  return {
    name: project.name,
    async problem() {
      const user = new UserProject();
      try {
        return await problemOf(project, user.folder, uri);
      } finally {
        user.remove();
      }
    },
  };
}

/**
 * What is wrong with a project after the package has been installed. Empty if its programs print the expected lines.
 */
async function problemOf({ name, installs }: ConsumerProject, cwd: string, uri: string): Promise<string | undefined> {
  const tarball = tarballOf(installs);
  const source = inProject('test/packages/consumers', name);
  cpSync(source, cwd, { recursive: true, filter: (path) => !path.endsWith('node_modules') });
  const npm = (...args: string[]): Promise<Outcome> =>
    runBeside('npm', args, { cwd, env: { MONGODB_URI: uri, NO_COLOR: '1' }, timeout: 10 * MINUTES });

  const prepared = await npm('ci', ...QUIET);
  if (prepared.code !== 0) throw new CouldNotRun(said('npm ci', prepared));
  const installed = await npm('install', ...QUIET, tarball);
  if (installed.code !== 0 || installed.stderr !== '') return said(`npm install ${installs}`, installed);
  const tested = await npm('test');
  if (tested.code !== 0) return said('npm test', tested);
  const expected = readFileSync(join(source, 'expected.txt'), 'utf8');
  const missing = missingLine(tested.stdout + tested.stderr, expected);
  return missing === undefined ? undefined : `${said('npm test', tested)}expected: ${missing}\n`;
}

function said(command: string, { code, stdout, stderr }: Outcome): string {
  return `${command} ended with ${code}\n${stdout}${stderr}`;
}

/** The first expected line that was not printed in order. */
function missingLine(printed: string, expected: string): string | undefined {
  const lines = printed.split('\n').map((line) => line.trimEnd());
  let at = 0;
  for (const line of expected.trimEnd().split('\n')) {
    const found = lines.indexOf(line, at);
    if (found < 0) return line;
    at = found + 1;
  }
  return undefined;
}
