import { Readable } from 'node:stream';

import type { Members } from '../../synchro/masquerade/member-access.js';
import type { ShapeMember } from '../../synchro/masquerade/shape.js';
import type { Side } from '../stage/side.js';
import type { Stage } from '../stage/stage.js';
import type { Call } from './call.js';
import { CALLS } from './calls.js';
import { ended, Scene } from './scene.js';

/** What came of a call, as plain values: what was given, or why it failed, and what was sent to the server. */
export interface Outcome {
  readonly gave?: unknown;
  readonly failed?: unknown;
  /** Whether it threw where it should have given something that fails. */
  readonly threw: boolean;
  readonly sent: unknown;
}

/** Commands that are sent when something is closed, which nobody waits for. */
const UNTIMED: ReadonlySet<string> = new Set(['killCursors', 'endSessions']);

/** Makes a call on one side, in a database that holds the same each time. */
export async function perform(
  stage: Stage,
  side: Side,
  className: string,
  member: ShapeMember,
  call: Call,
): Promise<Outcome> {
  await stage.reset();
  await stage.fill();
  const scene = new Scene(side, stage);
  const comparable = stage.comparable(side);
  const settled: { threw: boolean } = { threw: false };
  const outcome = async (): Promise<Pick<Outcome, 'gave' | 'failed'>> => {
    const on = await subjectOf(scene, className, member, call);
    const args = call.args?.(scene, on) ?? [];
    stage.forget();
    try {
      const given = await callMember(scene, on, member, args, settled);
      if (isOtherClient(side, given)) scene.after(async () => side.call(given, 'close'));
      const seen = await look(side, given, call);
      return { gave: call.varies ? keysOf(seen) : comparable.of(seen) };
    } catch (error) {
      return { failed: comparable.of(error) };
    }
  };
  try {
    const came = await outcome();
    const sent = stage.started.filter(({ commandName }) => !UNTIMED.has(commandName));
    return {
      ...came,
      ...settled,
      sent: isOfStream(className, member) ? [] : sent.map(({ command }) => comparable.of(command)),
    };
  } finally {
    await scene.leave();
  }
}

/** Streams send commands at times of their own, and in sessions that they end when they like. */
function isOfStream(className: string, { name, kind }: ShapeMember): boolean {
  return className.endsWith('Stream') || (kind === 'method' && name.endsWith('Stream')) || name.includes('loadStream');
}

async function subjectOf(scene: Scene, className: string, member: ShapeMember, call: Call): Promise<Members> {
  if (member.static) return scene.side.module[className] as Members;
  if (call.on !== undefined) return call.on(scene);
  const made = await CALLS[className]?.on(scene);
  if (made === undefined) throw new Error(`the kit does not know how to make a ${className}`);
  return member.run ? scene.run(made) : made;
}

async function callMember(
  { side }: Scene,
  on: Members,
  member: ShapeMember,
  args: readonly unknown[],
  settled: { threw: boolean },
): Promise<unknown> {
  const isAsync = member.kind === 'command' || member.kind === 'executor';
  if (!isAsync) return side.make(on, member.name, ...args);
  const { threw, answer } = side.begin(on, member.name, args);
  settled.threw = threw;
  return answer;
}

/** Whether it is a client that the call has made. */
function isOtherClient({ client }: Side, given: unknown): given is object {
  return typeof given === 'object' && given !== client && given?.constructor === client.constructor;
}

/** What shows of a value: of a cursor its documents, of a stream its bytes, of a bulk operation what it does. */
async function look(side: Side, given: unknown, call: Call): Promise<unknown> {
  const name = (given as object | null | undefined)?.constructor?.name ?? '';
  if (name.endsWith('Cursor')) return { given, documents: await side.call(given as object, 'toArray') };
  if (name.endsWith('BulkOperation')) return { given, did: await side.call(given as object, 'execute') };
  if (name === 'ChangeStream') return { given, change: await firstChange(side, given as object) };
  if (name === 'FindOperators') return { given, then: await look(side, side.make(given as object, 'delete'), call) };
  if (name === 'GridFSBucketWriteStream') {
    await ended(given, 'a few bytes');
    return { given, length: (given as { length: number }).length };
  }
  if (given instanceof Readable)
    return { given: name === 'GridFSBucketReadStream' ? given : 'a stream', read: await chunksOf(given, call) };
  return given;
}

async function firstChange(side: Side, stream: object): Promise<unknown> {
  const { run, close } = side.open(stream);
  try {
    return await side.call(run, 'tryNext');
  } finally {
    close();
  }
}

async function chunksOf(stream: Readable, { endless }: Call): Promise<unknown> {
  const chunks: unknown[] = [];
  for await (const chunk of stream) {
    chunks.push(chunk);
    if (endless) break;
  }
  return chunks;
}

/** The keys of a document, and of those within it, with the kind of what they hold. */
function keysOf(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(keysOf).slice(0, 1);
  if (typeof value !== 'object' || value === null || Object.getPrototypeOf(value) !== Object.prototype)
    return typeof value;
  return Object.keys(value).toSorted();
}
