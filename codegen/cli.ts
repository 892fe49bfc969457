#!/usr/bin/env node
import { Console } from 'node:console';

import { createProgram } from './cli/program.js';
import { fail, Said } from './cli/terminal/failure.js';

/** Time to end by itself, in milliseconds. */
const PARTING_MS = 500;

// What frameworks print is for people: the output is the command's, which may be JSON.
globalThis.console = new Console(process.stderr);

const said = new Said();
const program = createProgram();
said.listenTo(program, program.name());
try {
  await program.parseAsync();
} catch (error) {
  // Help that was asked for may have no place either.
  await fail(error, said).catch(async (cause: unknown) => fail(cause, said));
}
// All is written: what a framework started, such as a timer or a server, would keep the process for good. This one keeps
// nobody.
setTimeout(() => process.exit(), PARTING_MS).unref();
