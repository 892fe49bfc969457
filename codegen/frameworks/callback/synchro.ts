import { callbackify } from 'node:util';

import type { Idiom } from '../../synchro/idiom.js';

type Done = (error: unknown, result?: unknown) => void;

/** Every asynchronous member is called with a callback, and gives nothing else. */
export default {
  call(method, receiver, args, required) {
    return new Promise((resolve, reject) => {
      const done: Done = (error, result) => (error === null ? resolve(result) : reject(error));
      // What a test leaves out may be left out before a callback only where it is optional.
      const missing = Array.from({ length: Math.max(0, required - args.length) });
      const returned = method.call(receiver, ...args, ...missing, done);
      if (returned !== undefined) reject(new Error('A method that was given a callback returned something, too.'));
    });
  },
  // Only the number of parameters tells an executor that calls back.
  executor: (fn) =>
    function (this: unknown, session: unknown, done: unknown) {
      const call = callbackify(async () => fn.call(this, session));
      call(done as Done);
    },
  isValue: (value) => value === undefined,
} as const satisfies Idiom;
