import type { Framework } from '../../../../codegen/frameworks/framework.js';

/**
 * A framework that a user could have written: calls never reject, they give a `Result`. Loaded by its path in the
 * tests.
 */
export default {
  name: 'result',
  evaluation: 'eager',
  value: (type, from) => `Promise<${from('Result', './runtime.js')}<${type}>>`,
  executor: (parameters, type) => `(${parameters}) => Promise<${type}>`,
  exports: ['Result'],
  command({ promise, runtime }) {
    return { statements: [['return ', runtime('settled'), '(() => ', promise, ')']] };
  },
  docs: {
    command: (link) => `Gives the result of ${link}, or what it failed with.`,
    returns: (text) => `${text}, or the error`,
  },
} as const satisfies Framework;
