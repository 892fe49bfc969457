import type {
  Code,
  Chosen,
  CommandBody,
  CommandCall,
  FrameworkOptions,
  DeclaredMember,
  Dressed,
  Framework,
  ImportType,
  PlannedSignature,
  SynchronousCall,
} from '../framework.js';
import { addedMembers, SERVED } from './plan/added.js';
import { errorsModule } from './plan/errors-module.js';
import { failureType } from './plan/failure-type.js';
import { FAILURES, isWriting, tagOf } from './plan/failures.js';
import { fileMembers, isDownload, isUpload } from './plan/files.js';

type Absent = Chosen<typeof options>['absent'];

const FAILURE_NAMES = [...FAILURES.map(({ tag }) => tag), 'CommandFailure', 'WriteFailure', 'MongoFailure'];

/** The exports of runtime/retry.ts for users. */
const RETRY_NAMES = [
  'ErrorLabel',
  'hasLabel',
  'isDuplicateKey',
  'isResumable',
  'isRetryable',
  'isRetryableRead',
  'RetryOptions',
  'retrySchedule',
];

/** The exports of services.ts for users. */
const SERVICE_NAMES = [
  'ClientConfig',
  'ClientService',
  'CollectionService',
  'ConnectFailure',
  'CurrentSession',
  'DbService',
  'DefaultClient',
];

/** The classes that `pipeable.ts` and the schema modules need, besides {@link SERVED}. */
const CURSORS = ['AbstractCursor', 'AggregationCursor', 'ChangeStream', 'FindCursor', 'ListCollectionsCursor'];

/** A command that can fail with one of these is a bulk write. */
const BULK_ERRORS: ReadonlySet<string> = new Set(['MongoBulkWriteError', 'MongoClientBulkWriteError']);

export const options = {
  absent: {
    values: ['option', 'null'],
    docs: 'what a command returns for a missing document: `Option.none()`, or `null` as in the driver',
  },
} as const satisfies FrameworkOptions;

/** Effect: commands are Effects with typed failures, cursors and change streams are Streams. */
export default ({ absent }: Chosen<typeof options>): Framework => ({
  name: 'effect',
  evaluation: 'lazy',
  peers: [{ package: 'effect', range: '^4.1.0' }],
  value: (type, from, { member, nullable, present }) =>
    effect(
      nullable && absent === 'option' ? `${from('Option', 'effect/Option')}<${present}>` : type,
      from,
      failureType(member, from),
    ),
  toPromise: 'toPromise',
  context: 'contextOf',
  executor: (parameters, type, from) => `(${parameters}) => ${effect(type, from, 'any', 'any')}`,
  signatures: (signature, from, _overloads, member) => [withOwnFailures(signature, from, member)],
  exports: ['DriverFailure', ...RETRY_NAMES],
  bases: {
    emitter: 'EventStreams',
    readable: (declared) => (isDownload(declared) ? 'StreamReadable' : undefined),
    writable: (declared) => (isUpload(declared) ? 'SinkWritable' : undefined),
    recipe: (declared, from) => ({
      name: declared.members.has('resumeToken') ? 'ChangesStream' : 'CursorStream',
      typeArguments: [failureType(declared.members.get('next'), from)],
    }),
  },
  members: (declared, runtime, from, value) => [
    ...addedMembers(declared, runtime, from, value),
    ...fileMembers(declared, runtime, from),
  ],
  modules: [
    { file: 'errors.ts', exports: FAILURE_NAMES, write: errorsModule },
    { file: 'services.ts', exports: SERVICE_NAMES, needs: SERVED },
    { file: 'pipeable.ts', subpath: 'pipeable', needs: [...SERVED, ...CURSORS] },
    { file: 'schema.ts', subpath: 'schema', needs: [...SERVED, ...CURSORS] },
    { file: 'schema-collection.ts', needs: [...SERVED, ...CURSORS] },
    { file: 'schema-cursors.ts', needs: [...SERVED, ...CURSORS] },
  ],
  command: (call) => command(call, absent),
  synchronous: (call, from) => dressed(call, from),
  errors: ({ name }, ancestors) => tagOf(name, ancestors),
  docs: {
    command: (link) => `An Effect of the result of ${link}.`,
    returns: (text) => `an Effect: ${text}`,
  },
});

function effect(type: string, from: ImportType, failure: string, services?: string): string {
  const parameters = [type, failure, ...(services === undefined ? [] : [services])];
  return `${from('Effect', 'effect/Effect')}<${parameters.join(', ')}>`;
}

/** The body of a command: calls the function of the runtime that fits it. */
function command(call: CommandCall, absent: Absent): CommandBody {
  const { member, signal, context, cursor, parameters, runtime } = call;
  const promise = absent === 'option' ? found(call) : [call.promise];
  const operation = `'${member.name}'`;
  if (cursor !== undefined)
    return { statements: [[`return this.execute(${operation}, (${cursor}) => `, ...promise, ')']] };
  const called = (name: string, ...given: readonly string[]) => [
    'return ',
    runtime(name),
    `(this, ${operation}, (${given.join(', ')}) => `,
    ...promise,
  ];
  const given = [...(signal === undefined ? [] : [signal]), ...(context === undefined ? [] : [context])];
  if (member.kind === 'executor') return { statements: [[...called('runExecutor', ...given), ')']] };
  if (signal !== undefined) return { statements: [[...called('runAbortable', ...given), ')']] };
  const started = called(isWriting(member) ? 'write' : 'run');
  const batch = isBulk(member) ? parameters.find((each) => !each.optional) : undefined;
  return { statements: [[...started, ...(batch === undefined ? [] : [`, ${batch.name}`]), ')']] };
}

/** Whether a command takes a batch of operations. */
function isBulk({ errors, role }: DeclaredMember): boolean {
  return role === 'wrapper' && errors.some((each) => BULK_ERRORS.has(each));
}

/** The driver's promise, mapped to an Option if the document may be missing. */
function found({ nullable, promise, runtime }: CommandCall): readonly Code[] {
  if (nullable === false) return [promise];
  if (nullable === true) return [runtime('orNone'), '(', promise, ')'];
  // The condition comes first: if reading the options throws, the driver has not been called yet.
  return [runtime('orNoneIf'), '(', nullable, ', ', promise, ')'];
}

/**
 * A user's function can fail with errors of its own, `E`, and need services, `R`, and so can the command that calls it.
 * In place of a function, users can pass an Effect.
 */
function withOwnFailures(signature: PlannedSignature, from: ImportType, member: DeclaredMember): PlannedSignature {
  const { typeParameters, resolves } = signature;
  if (resolves === undefined || signature.parameters.every((each) => each.executor === undefined)) return signature;
  const parameters = signature.parameters.map((each) => {
    const executor = each.executor?.();
    if (executor === undefined) return each;
    const given = executor.parameters.map(({ name, type }) => `${name}: ${type}`).join(', ');
    const own = effect(executor.resolves, from, 'E', 'R');
    return { ...each, type: `((${given}) => ${own}) | ${own}`, isFunction: false };
  });
  const returns = effect(resolves, from, `E | ${failureType(member, from)}`, 'R');
  return { ...signature, typeParameters: [...typeParameters, 'E = never', 'R = never'], parameters, returns };
}

/** Starting a transaction can fail, so it is an Effect. A session has to be ended, so it needs a Scope. */
function dressed({ member, result, runtime }: SynchronousCall, from: ImportType): Dressed | undefined {
  if (member.static || member.kind !== 'method') return undefined;
  if (member.name === 'startTransaction')
    return {
      returns: (type) => effect(type, from, failureType(member, from)),
      statements: [['return ', runtime('attempt'), `(this, '${member.name}', () => `, result, ')']],
    };
  if (member.name === 'startSession')
    return {
      returns: (type) => effect(type, from, failureType(member, from), from('Scope', 'effect/Scope')),
      statements: [['return ', runtime('scopedSession'), '(this, () => ', result, ')']],
      docs: 'Starts a session that ends with the Scope.',
    };
  return undefined;
}
