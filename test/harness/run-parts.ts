import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { runParts } from './parts.js';

// `node run-parts.js FILE`: all tests, in two parallel processes, since CI machines have two cores. Writes their
// closing line to the file.

const BUILT = fileURLToPath(new URL('..', import.meta.url));
/** The tests with a server, and some slow ones without, so that both processes end at about the same time. */
const FIRST = ['server', 'follow', 'replay', 'synchro'].map((folder) => join(BUILT, folder, '**/*.test.js'));
const MOCHA = join(createRequire(import.meta.url).resolve('mocha/package.json'), '../bin/mocha.js');
const COMMON = [MOCHA, '--forbid-only', '--reporter', join(BUILT, 'harness/reporter.js')];
const OTHERS = [...FIRST.flatMap((glob) => ['--ignore', glob]), join(BUILT, '**/*.test.js')];

process.exitCode = await runParts(
  [
    { name: 'with a server', args: [...COMMON, '--require', join(BUILT, 'server/global-server.js'), ...FIRST] },
    { name: 'without a server', args: [...COMMON, ...OTHERS] },
  ],
  process.argv[2] ?? join(BUILT, 'closing-line.txt'),
  (text) => process.stdout.write(text),
);
