import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { runParts } from './parts.js';

// `node run-parts.js FILE`: all tests, in two processes at once, since the machines of CI have two cores. Their closing
// line is written into the file.

const BUILT = fileURLToPath(new URL('..', import.meta.url));
const SERVER_TESTS = join(BUILT, 'server/**/*.test.js');
const MOCHA = join(createRequire(import.meta.url).resolve('mocha/package.json'), '../bin/mocha.js');
const COMMON = [MOCHA, '--forbid-only', '--reporter', join(BUILT, 'harness/reporter.js')];

process.exitCode = await runParts(
  [
    { name: 'with a server', args: [...COMMON, '--require', join(BUILT, 'server/global-server.js'), SERVER_TESTS] },
    { name: 'without a server', args: [...COMMON, '--ignore', SERVER_TESTS, join(BUILT, '**/*.test.js')] },
  ],
  process.argv[2] ?? join(BUILT, 'closing-line.txt'),
  (text) => process.stdout.write(text),
);
