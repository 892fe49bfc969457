import type { Releases } from '../../../codegen/spec/releases.js';

/** A way in which the driver behaves that no declaration tells. */
interface Range {
  readonly releases: Releases;
  /** What the other releases do, as the end of a sentence. */
  readonly because: string;
}

/**
 * What the driver does in some releases only. Each line is held against the driver itself, on every release that is
 * tested, by test/server/behaviours.test.ts.
 */
export const BEHAVIOURS = {
  'a client knows its open cursors': since('6.13.0', 'it does not list them'),
  'a client listens for its errors': since('6.13.1', 'one without a listener of the program is thrown'),
  'a command that is nothing is refused': since('5.4.0', 'it throws where nobody can catch it'),
  'a cursor that is closed is exhausted': since('6.8.0', 'it gives null'),
  'a cursor that is read to its end gives null': since('6.8.0', 'it throws'),
  'a read is tried again where the server has run out of time': since('6.4.0', 'it fails'),
  'a session of another client is refused': since('6.0.0', 'it is taken'),
  'an error of a download that nobody listens to is thrown': since('6.0.0', 'it is a rejection that nobody handles'),
  'an upload is a stream like any of Node': since('6.0.0', 'its state does not tell whether it has ended'),
  'closing a client ends what waits for the server': since('6.17.0', 'it is answered, and may leave a cursor open'),
  'findOneAnd gives the document': since('6.0.0', 'it gives all that the server tells'),
  'null is refused as options': since('6.19.0', 'it is taken for none'),
  'the end of a transaction gives nothing': since('6.0.0', 'it gives what the server has answered'),
  'the stack of an error of the server leads to the program': since('6.4.0', 'it ends in the driver'),
  'what a function of map throws rejects': since('5.7.0', 'nothing comes of it'),
  'withSession gives what its function gives': since('6.0.0', 'it gives nothing'),
  'withTransaction gives what its function gives': since('6.0.0', 'it gives what the commit is answered'),
} satisfies Record<string, Range>;

export type Behaviour = keyof typeof BEHAVIOURS;

function since(version: string, because: string): Range {
  return { releases: { since: version, until: undefined }, because };
}
