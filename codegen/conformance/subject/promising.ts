import type { Idiom } from '../../synchro/idiom.js';

/** The idiom of a framework without `synchro.ts`, which returns promises. */
export const PROMISING: Idiom = {
  call: async (method, receiver, args) => method.apply(receiver, [...args]),
  executor: (fn) => fn,
  isValue: (value) => value instanceof Promise,
};
