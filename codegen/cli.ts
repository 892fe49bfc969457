#!/usr/bin/env node
import { Console } from 'node:console';

import { createProgram } from './cli/program.js';
import { fail, Said } from './cli/terminal/failure.js';

/** How many milliseconds the process gets to end by itself. */
const PARTING_MS = 500;

// Output of frameworks goes to stderr, since stdout belongs to the command and may be JSON.
globalThis.console = new Console(process.stderr);

const said = new Said();
const program = createProgram();
said.listenTo(program, program.name());
try {
  await program.parseAsync();
} catch (error) {
  // Writing the help may fail as well.
  await fail(error, said).catch(async (cause: unknown) => fail(cause, said));
}
// All output is written. A timer or a server that a framework has started must not keep the process alive, nor does
// this timer.
setTimeout(() => process.exit(), PARTING_MS).unref();
