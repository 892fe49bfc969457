import { valid } from 'semver';

import { prepareLine } from './line-folder.js';

// `node prepare-line.js VERSION`: prepares the folder of a line, `build/lines/VERSION`.

const COULD_NOT_RUN = 2;
const [, , version = ''] = process.argv;

if (valid(version) === version) {
  process.stdout.write(`mongodb ${version}: generated and compiled in ${await prepareLine(version)}\n`);
} else {
  process.stderr.write(`DRIVER is '${version}', expected a release of mongodb\n  fix: make synchro DRIVER=6.21.0\n`);
  process.exitCode = COULD_NOT_RUN;
}
