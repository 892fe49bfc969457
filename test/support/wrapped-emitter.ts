import type { EventEmitter } from 'node:events';

import { Emitter, type Payloads } from '../../codegen/frameworks/internal/emitter.js';

/** A wrapper of any emitter, for all events. */
export class WrappedEmitter extends Emitter<EventEmitter, Record<string, (...args: unknown[]) => void>> {
  static of(delegate: EventEmitter, payloads?: Payloads): WrappedEmitter {
    return new WrappedEmitter(delegate, payloads);
  }
}
