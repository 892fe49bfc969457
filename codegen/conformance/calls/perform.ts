import type { Members } from '../../synchro/masquerade/member-access.js';
import type { ShapeMember } from '../../synchro/masquerade/shape.js';
import { quietAbout } from '../stage/quiet.js';
import type { Side } from '../stage/side.js';
import type { Stage } from '../stage/stage.js';
import type { Call } from './call.js';
import { CALLS } from './calls.js';
import { keysOf, look } from './look.js';
import { Scene } from './scene.js';

/** A call in the table. */
export interface Performed {
  readonly class: string;
  readonly member: ShapeMember;
  readonly call: Call;
  /** The index of the call among those of the member. */
  readonly at: number;
}

/** The outcome of a call as plain values: its result or its error, and the commands sent to the server. */
export interface Outcome {
  readonly gave?: unknown;
  readonly failed?: unknown;
  /** Whether it threw instead of returning a value that fails. */
  readonly threw: boolean;
  readonly sent: unknown;
}

export interface Performance {
  readonly outcome: Outcome;
  /** What an asynchronous member returned, before there was a result. */
  readonly returned: unknown;
}

/** Commands that are sent on closing, and are not awaited. */
const UNTIMED: ReadonlySet<string> = new Set(['killCursors', 'endSessions']);

/** Caches the driver's outcomes by server, since they are the same for all frameworks. */
const onDriver = new Map<string, Performance>();

/** Caches a framework's outcomes for all clauses. */
const onFramework = new WeakMap<Stage, Map<string, Performance>>();

/** Makes a call on one side. The database has the same content each time. */
export async function perform(stage: Stage, side: Side, performed: Performed): Promise<Performance> {
  const own = onFramework.get(stage) ?? new Map<string, Performance>();
  onFramework.set(stage, own);
  const known = side === stage.own ? own : onDriver;
  const { class: className, member, at } = performed;
  const key = [stage.uri, className, member.static, member.name, at].join(' ');
  const performance = known.get(key) ?? (await performAnew(stage, side, performed));
  known.set(key, performance);
  return performance;
}

/** Makes a call without the cache. */
export async function performAnew(stage: Stage, side: Side, performed: Performed): Promise<Performance> {
  return quietAbout(performed.call.warns, async () => performNow(stage, side, performed));
}

async function performNow(stage: Stage, side: Side, performed: Performed): Promise<Performance> {
  await stage.refill();
  const scene = new Scene(side, stage);
  const comparable = stage.comparable(side);
  try {
    const on = await subjectOf(scene, performed);
    const args = performed.call.args?.(scene, on) ?? [];
    const begun = stage.started.length;
    const called = beginCall(side, on, performed.member, args);
    const came = await outcomeOf(scene, called.answer, performed, (value) => comparable.of(value));
    const sent = stage.started.slice(begun).filter(({ commandName }) => !UNTIMED.has(commandName));
    const shown = isOfStream(performed) ? [] : sent.map(({ command }) => comparable.of(command));
    return { outcome: { ...came, threw: called.threw, sent: shown }, returned: called.returned };
  } finally {
    await scene.leave();
  }
}

async function outcomeOf(
  scene: Scene,
  answer: Promise<unknown>,
  { member, call }: Performed,
  plain: (value: unknown) => unknown,
): Promise<Pick<Outcome, 'gave' | 'failed'>> {
  const { side } = scene;
  try {
    const given = await answer;
    if (isOtherClient(side, given)) scene.after(async () => side.call(given, 'close'));
    const seen = isRead(member) ? given : await look(side, given, call);
    return { gave: call.varies ? keysOf(seen) : plain(seen) };
  } catch (error) {
    return { failed: plain(error) };
  }
}

/** Whether a call concerns a stream, which sends commands and ends sessions at any time. */
function isOfStream({ class: className, member }: Performed): boolean {
  return className.endsWith('Stream') || member.name.includes('loadStream') || member.name === 'stream';
}

function isRead({ kind }: ShapeMember): boolean {
  return kind === 'property' || kind === 'constant';
}

/** Whether the call has created a client. */
function isOtherClient({ client }: Side, given: unknown): given is object {
  return typeof given === 'object' && given !== client && given?.constructor === client.constructor;
}

async function subjectOf(scene: Scene, { class: className, member, call }: Performed): Promise<Members> {
  if (member.static) return scene.side.module[className] as Members;
  if (call.on !== undefined) return call.on(scene);
  const made = await CALLS[className]?.on(scene);
  if (made === undefined) throw new Error(`the kit does not know how to make a ${className}`);
  return member.run ? scene.run(made) : made;
}

/** Calls or reads a member. Only an asynchronous one returns a value before the result. */
function beginCall(side: Side, on: Members, member: ShapeMember, args: readonly unknown[]): ReturnType<Side['begin']> {
  if (member.kind === 'command' || member.kind === 'executor') return side.begin(on, member.name, args);
  const act = async (): Promise<unknown> =>
    isRead(member) ? side.read(on, member.name) : side.make(on, member.name, ...args);
  return { returned: undefined, threw: false, answer: act() };
}
