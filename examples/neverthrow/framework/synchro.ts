import type { Idiom } from '@motorized/codegen/synchro';
import { ResultAsync } from 'neverthrow';

/** The value of an `Ok`; the error of an `Err` is thrown. */
async function unwrapped(result: unknown): Promise<unknown> {
  const settled = await (result as ResultAsync<unknown, unknown>);
  if (settled.isErr()) throw settled.error;
  return settled.value;
}

const idiom: Idiom = {
  call: async (method, receiver, args) => unwrapped(method.apply(receiver, [...args])),
  executor: (fn) =>
    function (this: unknown, ...args) {
      return ResultAsync.fromThrowable(async () => fn.apply(this, args), (error) => error)();
    },
  isValue: (value) => value instanceof ResultAsync,
};

export default idiom;
