import type { Framework } from '../framework.js';

/** Promises, as in the driver, with wrappers in place of its objects. */
export default {
  name: 'promise',
  evaluation: 'eager',
  value: (type) => `Promise<${type}>`,
  executor: (parameters, type) => `(${parameters}) => Promise<${type}>`,
  command({ promise, throws, runtime }) {
    return { statements: [throws ? ['return ', runtime('attempt'), '(() => ', promise, ')'] : ['return ', promise]] };
  },
  docs: {
    command: (link) => `Promises the result of ${link}.`,
  },
} as const satisfies Framework;
