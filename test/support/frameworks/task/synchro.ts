import type { Idiom } from '../../../../codegen/synchro/idiom.js';

interface Task {
  result(): Promise<unknown>;
}

/** Returns the results of Tasks. A missing document becomes `null` again, as in the driver. */
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
  undress(value) {
    if (typeof value === 'symbol') return null;
    if (typeof value !== 'object' || value === null || Object.getPrototypeOf(value) !== Object.prototype) return value;
    if ('error' in value && Object.keys(value).length === 1) throw value.error;
    return 'value' in value && Object.keys(value).length === 1 ? value.value : value;
  },
  isValue: (value) => typeof (value as Partial<Task> | undefined)?.result === 'function',
} as const satisfies Idiom;
