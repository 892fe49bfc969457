import type {
  Code,
  CommandCall,
  DeclaredMember,
  Dressed,
  Framework,
  ImportType,
  PlannedSignature,
  SynchronousCall,
} from '../framework.js';
import { errorsModule } from './errors-module.js';
import { failureType } from './failure-type.js';
import { FAILURES, WRITING_ERROR } from './failures.js';

const FAILURE_NAMES = [...FAILURES.map(({ tag }) => tag), 'CommandFailure', 'WriteFailure', 'MongoFailure'];

/** Who may fail with one of these does several operations at once. */
const BULK_ERRORS: readonly string[] = ['MongoBulkWriteError', 'MongoClientBulkWriteError'];

/** Effect: commands are Effects with typed failures, cursors and change streams are Streams. */
export default {
  name: 'effect',
  evaluation: 'lazy',
  peers: [{ package: 'effect', range: '^4.1.0' }],
  value: (type, from, { member, nullable, present }) =>
    effect(nullable ? `${from('Option', 'effect/Option')}<${present}>` : type, from, failureType(member, from)),
  toPromise: 'toPromise',
  context: 'contextOf',
  executor: (parameters, type, from) => `(${parameters}) => ${effect(type, from, 'any', 'any')}`,
  signatures: (signature, from, _overloads, member) => [withOwnFailures(signature, from, member)],
  exports: ['CurrentSession', 'DriverFailure'],
  bases: {
    emitter: 'EventStreams',
    recipe: (declared, from) => ({
      name: declared.members.has('resumeToken') ? 'ChangesStream' : 'CursorStream',
      typeArguments: [failureType(declared.members.get('next'), from)],
    }),
  },
  modules: [{ file: 'errors.ts', exports: FAILURE_NAMES, write: errorsModule }],
  command,
  synchronous: (call, from) => dressed(call, from),
  docs: {
    command: (link) => `An Effect of the result of ${link}.`,
    returns: (text) => `an Effect: ${text}`,
  },
} as const satisfies Framework;

function effect(type: string, from: ImportType, failure: string, services?: string): string {
  const parameters = [type, failure, ...(services === undefined ? [] : [services])];
  return `${from('Effect', 'effect/Effect')}<${parameters.join(', ')}>`;
}

/** Runs the driver's call as the Effect's function for it does. */
function command(call: CommandCall) {
  return { statements: [['return ', ...found(call, body(call))]] };
}

function body({ member, promise, signal, context, cursor, parameters, runtime }: CommandCall): Code[] {
  const operation = `'${member.name}'`;
  if (cursor !== undefined) return [`this.execute(${operation}, (${cursor}) => `, promise, ')'];
  const called = (name: string, ...given: readonly string[]) => [
    runtime(name),
    `(this, ${operation}, (${given.join(', ')}) => `,
    promise,
  ];
  const given = [...(signal === undefined ? [] : [signal]), ...(context === undefined ? [] : [context])];
  if (member.kind === 'executor') return [...called('runExecutor', ...given), ')'];
  if (signal !== undefined) return [...called('runAbortable', ...given), ')'];
  if (!member.errors.includes(WRITING_ERROR)) return [...called('run'), ')'];
  const [batch] = member.errors.some((each) => BULK_ERRORS.includes(each)) ? parameters : [];
  return [...called('write'), ...(batch === undefined ? [] : [`, ${batch.name}`]), ')'];
}

/** An Option of what may not be found. */
function found({ overloads, runtime }: CommandCall, value: readonly Code[]): Code[] {
  if (!overloads.some((each) => each.nullable === true)) return [...value];
  return [runtime('orNone'), '(', ...value, ')'];
}

/**
 * A function of the user's may fail with errors of its own, `E`, and need services, `R`; so does the command that calls
 * it. Where it needs nothing of what the driver hands it, the Effect itself will do.
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

/** What begins something may fail; what has to be ended is ended with a Scope. */
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
      docs: 'A session that ends with the Scope.',
    };
  return undefined;
}
