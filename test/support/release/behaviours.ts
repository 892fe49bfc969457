import type { Releases } from '../../../codegen/spec/releases.js';

/** A way in which the driver behaves, which no declaration shows. */
interface Range {
  readonly releases: Releases;
  /** What the other releases do, as the end of a sentence. */
  readonly because: string;
}

/**
 * What the driver only does in some releases. test/server/behaviours.test.ts checks each line against the driver
 * itself, on every release that is tested.
 */
export const BEHAVIOURS = {
  'a client handles its own error events': since('6.13.1', 'an error event without a listener throws'),
  'a client knows its open cursors': since('6.13.0', 'it does not list them'),
  'a closed cursor is exhausted': since('6.8.0', 'it returns null'),
  'a cursor returns null after its end': since('6.8.0', 'it throws'),
  'a cursor that is closed twice at once is killed': within(undefined, '6.8.0', 'it stays open on the server'),
  'a download closes once': since('6.0.0', 'it emits close when its cursor is closed, and again after its end'),
  'a download error without a listener throws': since('6.0.0', 'it is an unhandled rejection'),
  'a failed download is destroyed': since('6.0.0', 'it stays open'),
  'a read that exceeds its time on the server is retried': since('6.4.0', 'it fails'),
  'a second end of an upload fails': since('6.0.0', 'it is ignored, and its callback is not called'),
  'a session of another client is rejected': since('6.0.0', 'it is accepted'),
  'a write after abort is an error event': since('6.0.0', 'only the callback of the write gets the error'),
  'an error thrown in map rejects': since('5.7.0', 'it is lost'),
  'an undefined command is rejected': since('5.4.0', 'it throws where nobody can catch the error'),
  'an upload is an ordinary Node stream': since('6.0.0', 'its state does not show whether it has ended'),
  'closing a client stops pending commands': since('6.17.0', 'they finish, and may leave a cursor open'),
  'createIndex of a database adds collation to its options': within('6.6.0', '7.8.0', 'it leaves them alone'),
  'ending a transaction returns nothing': since('6.0.0', "it returns the server's reply"),
  'findOneAnd returns the document': since('6.0.0', "it returns the server's whole reply"),
  'null is rejected as options': since('6.19.0', 'it counts as no options'),
  'the stack of a server error leads to the program': since('6.4.0', 'it ends in the driver'),
  'withSession returns the result of its function': since('6.0.0', 'it returns nothing'),
  'withTransaction returns the result of its function': since('6.0.0', "it returns the server's reply to the commit"),
} satisfies Record<string, Range>;

export type Behaviour = keyof typeof BEHAVIOURS;

function since(version: string, because: string): Range {
  return within(version, undefined, because);
}

function within(first: string | undefined, until: string | undefined, because: string): Range {
  return { releases: { since: first, until }, because };
}
