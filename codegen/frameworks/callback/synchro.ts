import { callbackify } from 'node:util';

import type { Idiom } from '../../synchro/idiom.js';

type Done = (error: unknown, result?: unknown) => void;

/** Calls every asynchronous member with a callback. It must return nothing. */
export default {
  call(method, receiver, args, required) {
    return new Promise((resolve, reject) => {
      const done: Done = (error, result) => (error === null ? resolve(result) : reject(error));
      // A required argument that a test leaves out needs a placeholder before the callback.
      const missing = Array.from({ length: Math.max(0, required - args.length) });
      const returned = method.call(receiver, ...args, ...missing, done);
      if (returned !== undefined) reject(new Error('A method that was given a callback returned something, too.'));
    });
  },
  // The wrapper recognizes an executor that takes a callback only by its number of parameters.
  executor: (fn) =>
    function (this: unknown, session: unknown, done: unknown) {
      const call = callbackify(async () => fn.call(this, session));
      call(done as Done);
    },
  isValue: (value) => value === undefined,
} as const satisfies Idiom;
