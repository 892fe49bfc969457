import { pathToFileURL } from 'node:url';

import { expect } from 'chai';
import * as Effect from 'effect/Effect';
import { MongoServerError } from 'mongodb';
import { BulkWriteError, CommandError, DuplicateKeyError, InvalidArgumentError } from 'motorized/effect';

import { inProject } from '../../support/project-root.js';

/** As much as is used here of what makes failures. */
interface FailureModule {
  failureOf(error: unknown, object: object, operation: string, writes: boolean): Effect.Effect<never, unknown>;
}

describe('the failures of motorized/effect', () => {
  const names = new Map<object, string>(
    [BulkWriteError, CommandError, DuplicateKeyError, InvalidArgumentError].map((each) => [each, each.name]),
  );
  const call = (of: object, value: string) => Object.defineProperty(of, 'name', { value, configurable: true });

  // As a bundler leaves them that makes names shorter.
  before(() => names.forEach((_, each) => call(each, 'a')));
  after(() => names.forEach((name, each) => call(each, name)));

  it('are told apart by their tags, whatever their classes are called', async () => {
    const file = pathToFileURL(inProject('generated/dist/effect/runtime/failure.js')).href;
    const { failureOf } = (await import(file)) as FailureModule;
    const failed = (error: unknown) => Effect.runSync(Effect.flip(failureOf(error, {}, 'insertOne', true)));
    expect(failed(new MongoServerError({ message: 'no', code: 11_000 }))).to.be.instanceOf(DuplicateKeyError);
    const ofConnectionString = Object.assign(new Error('no'), { name: 'MongoParseError' });
    expect(failed(ofConnectionString)).to.be.instanceOf(InvalidArgumentError);
  });
});
