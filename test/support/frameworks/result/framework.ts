import type { Framework } from '../../../../codegen/frameworks/framework.js';

/** A framework as a user might write it: calls never reject, but return a `Result`. Tests load it by its path. */
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
    command: (link) => `Returns the result of ${link}, or its error.`,
    returns: (text) => `${text}, or the error`,
  },
} as const satisfies Framework;
