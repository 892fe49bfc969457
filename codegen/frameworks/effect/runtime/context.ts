import * as Context from 'effect/Context';
import { getCurrent } from 'effect/Fiber';

/** The context of the calling fiber, or an empty one. `for await` and disposal run Effects with it. */
export function contextOf(_object: object): Context.Context<never> {
  return getCurrent()?.context ?? Context.empty();
}
