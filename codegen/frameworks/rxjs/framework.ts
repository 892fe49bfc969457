import type { AddedMember, DeclaredClass, Framework, ImportRuntime, ImportType } from '../framework.js';

/** RxJS: commands are cold Observables; cursors and change streams are recipes that can be subscribed to. */
export default {
  name: 'rxjs',
  evaluation: 'lazy',
  peers: [{ package: 'rxjs', range: '^7.8.0' }],
  value: (type, from) => `${from('Observable', 'rxjs')}<${type}>`,
  toPromise: 'toPromise',
  executor: (parameters, type, from) => `(${parameters}) => ${from('ObservableInput', 'rxjs')}<${type}>`,
  bases: {
    emitter: 'ObservableEmitter',
    // Unsubscribing aborts a stream, so only streams that can be aborted get this base.
    readable: ({ members }) => (members.has('abort') ? 'ObservableReadable' : undefined),
    writable: ({ members }) =>
      ['abort', 'id', 'bucket'].every((name) => members.has(name)) ? 'ObservableWritable' : undefined,
    recipe: ({ members }) => (members.has('resumeToken') ? 'ObservableChangeStream' : 'ObservableCursor'),
  },
  members: (declared, runtime, from) => using(declared, runtime, from),
  command({ promise, signal, cursor, runtime }) {
    if (cursor !== undefined) return { statements: [[`return this.execute((${cursor}) => `, promise, ')']] };
    if (signal !== undefined)
      return { statements: [['return ', runtime('runAbortable'), `((${signal}) => `, promise, ')']] };
    return { statements: [['return ', runtime('run'), '(() => ', promise, ')']] };
  },
  docs: {
    command: (link) => `A cold Observable of the result of ${link}.`,
    returns: (text) => `a cold Observable: ${text}`,
  },
} as const satisfies Framework;

/**
 * `static using`, for the class that users construct, connect and close: an instance for the time of a subscription.
 */
function using(declared: DeclaredClass, runtime: ImportRuntime, from: ImportType): AddedMember[] {
  const { name, members, constructors } = declared;
  const [parameters] = constructors();
  if (parameters === undefined || !members.has('static connect') || !members.has('close')) return [];
  const use = { ...FUNCTION, name: 'use', type: `(opened: ${name}) => ${from('ObservableInput', 'rxjs')}<R>` };
  const required = parameters.filter((each) => !each.optional);
  const signature = { typeParameters: ['R'], returns: `${from('Observable', 'rxjs')}<R>` };
  const names = parameters.map((each) => each.name);
  const firstOptional = names[required.length];
  return [
    {
      kind: 'method',
      name: 'using',
      static: true,
      docs: [`Constructs a ${name} for each subscription, and closes it when the subscription ends, however it ends.`],
      signatures: [
        { ...signature, parameters: [...required, use] },
        ...(firstOptional === undefined ? [] : [{ ...signature, parameters: [...parameters, use] }]),
      ],
      statements: [
        ...(firstOptional === undefined
          ? []
          : [[`if (typeof ${firstOptional} === 'function') [${firstOptional}, use] = [undefined, ${firstOptional}]`]]),
        ['return ', runtime('usingOf'), `(() => new this(${names.join(', ')}), use)`],
      ],
    },
  ];
}

const FUNCTION = { optional: false, rest: false, isFunction: true };
