import { inspect } from 'node:util';

import { type InspectContext, inspectWrapper } from './inspect.js';

/** Base of the wrappers that are not event emitters. It only holds the driver's own object. */
export abstract class Wrapper<D extends object> {
  /** The driver's own object. */
  readonly delegate: D;

  protected constructor(delegate: D) {
    this.delegate = delegate;
  }

  /** @internal */
  [inspect.custom](depth: number, options: InspectContext): unknown {
    return inspectWrapper(this, depth, options);
  }
}
