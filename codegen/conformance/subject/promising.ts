import type { Idiom } from '../../synchro/idiom.js';

/** The idiom of a framework that has no `synchro.ts`: it promises. */
export const PROMISING: Idiom = {
  call: async (method, receiver, args) => method.apply(receiver, [...args]),
  executor: (fn) => fn,
  isValue: (value) => value instanceof Promise,
  without: {
    'cancellation/command': 'a promise cannot be cancelled',
    'cancellation/transaction': 'a promise cannot be cancelled',
    'cancellation/reading': 'a cursor is read by `for await`, of which `iteration/breaks` says that it closes it',
    'back-pressure/reading': 'a cursor is read by `for await`, which holds it back as `back-pressure/iteration` says',
  },
};
