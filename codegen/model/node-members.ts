import { EMITTER_CLASS } from './mongodb-words.js';

/**
 * The members that a class inherits from a class of Node: removing such a member from its body does not remove it.
 *
 * The driver's declarations only name Node's classes, so their members have to be listed here.
 */
const EMITTER = [
  'addListener',
  'on',
  'once',
  'off',
  'prependListener',
  'prependOnceListener',
  'removeListener',
  'removeAllListeners',
  'setMaxListeners',
  'getMaxListeners',
  'listeners',
  'rawListeners',
  'listenerCount',
  'eventNames',
  'emit',
];

const STREAM = ['destroy', 'destroyed', 'closed', 'errored', 'compose', 'pipe', '[Symbol.asyncDispose]'];

const READABLE = [
  'read',
  'setEncoding',
  'pause',
  'resume',
  'isPaused',
  'unpipe',
  'unshift',
  'wrap',
  'push',
  'iterator',
  'map',
  'filter',
  'forEach',
  'toArray',
  'some',
  'find',
  'every',
  'flatMap',
  'drop',
  'take',
  'asIndexedPairs',
  'reduce',
  'readable',
  'readableAborted',
  'readableDidRead',
  'readableEncoding',
  'readableEnded',
  'readableFlowing',
  'readableHighWaterMark',
  'readableLength',
  'readableObjectMode',
  '[Symbol.asyncIterator]',
];

const WRITABLE = [
  'write',
  'end',
  'cork',
  'uncork',
  'setDefaultEncoding',
  'writable',
  'writableAborted',
  'writableEnded',
  'writableFinished',
  'writableHighWaterMark',
  'writableLength',
  'writableObjectMode',
  'writableCorked',
  'writableNeedDrain',
];

const INHERITED: ReadonlyMap<string, ReadonlySet<string>> = new Map([
  ['EventEmitter', new Set(EMITTER)],
  [EMITTER_CLASS, new Set(EMITTER)],
  ['Stream', new Set([...EMITTER, 'pipe'])],
  ['Readable', new Set([...EMITTER, ...STREAM, ...READABLE])],
  ['Writable', new Set([...EMITTER, ...STREAM, ...WRITABLE])],
  ['Duplex', new Set([...EMITTER, ...STREAM, ...READABLE, ...WRITABLE, 'allowHalfOpen'])],
  ['Transform', new Set([...EMITTER, ...STREAM, ...READABLE, ...WRITABLE, 'allowHalfOpen'])],
]);

/** The first of some classes of Node that has an instance member with this name. */
export function nodeBaseOf(bases: readonly string[], member: string): string | undefined {
  return bases.find((base) => INHERITED.get(base.split('.').at(-1) ?? base)?.has(member) === true);
}
