import type { Releases } from '../../../codegen/spec/releases.js';

/** A way in which the driver behaves that no declaration tells. */
interface Range {
  readonly releases: Releases;
  /** What the other releases do, as the end of a sentence. */
  readonly because: string;
}

const since = (version: string): Releases => ({ since: version, until: undefined });

/**
 * What the driver does in some releases only. Each is held against the driver itself, on every release that is tested, in
 * test/server/behaviours.test.ts.
 */
export const BEHAVIOURS = {
  'withTransaction gives what its function gives': {
    releases: since('6.0.0'),
    because: 'it gives what the commit answers',
  },
} satisfies Record<string, Range>;

export type Behaviour = keyof typeof BEHAVIOURS;
