import type { Idiom } from '../../../../codegen/synchro/idiom.js';

interface Task {
  result(): Promise<unknown>;
}

/** Tasks are asked for their results; what was not found is `null` again, as the driver has it. */
export default {
  async call(method, receiver, args) {
    const found = await (method.apply(receiver, [...args]) as Task).result();
    return typeof found === 'symbol' ? null : found;
  },
  executor: (fn) =>
    function (this: unknown, ...args: unknown[]): Task {
      const promise = Promise.resolve(fn.apply(this, args));
      return { result: async () => promise };
    },
  isValue: (value) => typeof (value as Partial<Task> | undefined)?.result === 'function',
} as const satisfies Idiom;
