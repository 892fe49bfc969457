import { expect } from 'chai';
import { from, lastValueFrom, type ObservableInput } from 'rxjs';

/** The error that an Observable ends with. */
export async function failureOf(source: ObservableInput<unknown>): Promise<Error> {
  try {
    await lastValueFrom(from(source), { defaultValue: undefined });
  } catch (error) {
    return error instanceof Error ? error : expect.fail(`what it ended with is no error: ${String(error)}`);
  }
  return expect.fail('it did not end with an error');
}
