import { pathToFileURL } from 'node:url';

import { expect } from 'chai';
import * as Effect from 'effect/Effect';
import { MongoServerError } from 'mongodb';
import type { DuplicateKeyError, InvalidArgumentError } from 'motorized/effect';

import { inProject } from '../../support/project-root.js';

/** The part of the module with the failures that is used here. */
interface FailureModule {
  failureOf(error: unknown, object: object, operation: string, writes: boolean): Effect.Effect<never, unknown>;
}

/** A compiled module, before it is bundled. */
function compiled<M>(path: string): Promise<M> {
  return import(pathToFileURL(inProject('generated/modules/effect', path)).href) as Promise<M>;
}

interface ErrorsModule {
  readonly DuplicateKeyError: typeof DuplicateKeyError;
  readonly InvalidArgumentError: typeof InvalidArgumentError;
}

describe('the failures of motorized/effect', () => {
  let errors: ErrorsModule;

  // The output of a bundler that shortens names.
  before(async () => {
    errors = await compiled<ErrorsModule>('errors.js');
    for (const each of Object.values(errors) as object[]) Object.defineProperty(each, 'name', { value: 'a' });
  });

  it('are distinguished by their tags, whatever the names of their classes', async () => {
    const { failureOf } = await compiled<FailureModule>('runtime/failure.js');
    const failed = (error: unknown) => Effect.runSync(Effect.flip(failureOf(error, {}, 'insertOne', true)));
    expect(failed(new MongoServerError({ message: 'no', code: 11_000 }))).to.be.instanceOf(errors.DuplicateKeyError);
    const ofConnectionString = Object.assign(new Error('no'), { name: 'MongoParseError' });
    expect(failed(ofConnectionString)).to.be.instanceOf(errors.InvalidArgumentError);
  });
});
