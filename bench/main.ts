// `make bench`: measures and prints everything, without judging it. ONLY=generate,types runs some sections; ROUNDS,
// DOCS (of the rxjs stream) and TIME (ms per task of `wrappers`) set how much is measured: `make bench ONLY=rxjs
// DOCS=100000`.
import { startServer, type TestServer } from '../test/server/start-server.js';
import { measured } from './measured.js';
import type { BenchContext } from './section.js';
import { callback } from './sections/callback.js';
import { drift } from './sections/drift.js';
import { effect } from './sections/effect.js';
import { generate } from './sections/generate.js';
import { promise } from './sections/promise.js';
import { rxjs } from './sections/rxjs.js';
import { types } from './sections/types.js';
import { wrappers } from './sections/wrappers.js';
import { chosen } from './settings.js';

const SECTIONS = [generate, drift, wrappers, types, promise, callback, rxjs, effect];

const print = (...lines: readonly string[]): void => console.log(lines.join('\n'));

let starting: Promise<TestServer> | undefined;

async function announced(): Promise<TestServer> {
  const server = await startServer();
  print(`  server: ${server.name} (${server.kind})`);
  return server;
}

const context: BenchContext = { print, server: () => (starting ??= announced()) };

try {
  const sections = chosen(SECTIONS, process.env['ONLY']);
  print(...measured());
  print('Medians; a ratio is the median over rounds of each turn to the turn of the first line of its block.');
  for (const section of sections) {
    print('', `${section.name}: ${section.title}`, `  goal: ${section.goal}`);
    try {
      await section.run(context);
    } catch (error) {
      // The numbers of the other sections are still useful.
      process.exitCode = 1;
      console.error(error);
    }
  }
} finally {
  await (await starting)?.stop();
}
