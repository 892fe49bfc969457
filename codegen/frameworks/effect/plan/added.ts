import type { AddedMember, DeclaredClass, ImportRuntime, ImportType, ImportValue } from '../../framework.js';
import { failureType } from './failure-type.js';

const SERVICES = './services.js';

/** The classes that `services.ts` needs. */
export const SERVED: readonly string[] = ['ClientSession', 'Collection', 'Db', 'MongoClient'];

/** The class, and the functions that spell types and imports. */
interface Spelling {
  readonly declared: DeclaredClass;
  readonly runtime: ImportRuntime;
  readonly from: ImportType;
  readonly value: ImportValue;
}

/** Adds resources, services and transactions to the classes that support them. */
export function addedMembers(
  declared: DeclaredClass,
  runtime: ImportRuntime,
  from: ImportType,
  value: ImportValue,
): AddedMember[] {
  const spelling: Spelling = { declared, runtime, from, value };
  const { name, members } = declared;
  if (!SERVED.every((each) => declared.isWrapped(each))) return [];
  return [
    ...(name === 'MongoClient' ? clientResources(spelling) : []),
    ...(name === 'Db' ? [service(spelling, DATABASE)] : []),
    ...(name === 'Collection' ? [service(spelling, COLLECTION)] : []),
    ...(members.has('startSession') && members.has('withSession') ? [transaction(spelling)] : []),
  ];
}

const parameter = (name: string, type: string, optional = false) => ({
  name,
  type,
  optional,
  rest: false,
  isFunction: false,
});

/** `scoped`, `layer`, `layerConfig` and `Service` of the client. */
function clientResources(spelling: Spelling): AddedMember[] {
  const { declared, from } = spelling;
  const { name, members } = declared;
  const failure = failureType(members.get('static connect'), from);
  const config = from('ClientConfig', SERVICES);
  const provided = `${from('Layer', 'effect/Layer')}<${from('DefaultClient', SERVICES)}, ${failure}`;
  return [
    opening(spelling, {
      name: 'scoped',
      docs: [`Constructs a ${name} and connects it. It is closed with the Scope, even if it could not connect.`],
      first: parameter('url', `${config}['url']`),
      returns: `${from('Effect', 'effect/Effect')}<${name}, ${failure}, ${from('Scope', 'effect/Scope')}>`,
      calls: 'clientScoped',
    }),
    opening(spelling, {
      name: 'layer',
      docs: [`Provides the only ${name} of an application, as the service \`DefaultClient\`.`],
      first: parameter('config', config),
      returns: `${provided}>`,
      calls: 'clientLayer',
    }),
    opening(spelling, {
      name: 'layerConfig',
      docs: [
        'Like `layer`, with settings that are read when the layer is built:',
        `\`${name}.layerConfig({ url: Config.Redacted('MONGODB_URI') })\`.`,
      ],
      first: parameter('config', `${from('Wrap', 'effect/Config')}<${config}>`),
      returns: `${provided} | ${from('ConfigError', 'effect/Config')}>`,
      calls: 'clientLayerConfig',
    }),
    service(spelling, CLIENT),
  ];
}

/** A way to open a client. */
interface Opening {
  readonly name: string;
  readonly docs: readonly string[];
  readonly first: ReturnType<typeof parameter>;
  readonly returns: string;
  readonly calls: string;
}

function opening({ from, value }: Spelling, { name, docs, first, returns, calls }: Opening): AddedMember {
  const options = parameter('options', from('MongoClientOptions', './types.js'), true);
  return {
    kind: 'method',
    name,
    static: true,
    docs,
    signatures: [{ typeParameters: [], parameters: [first, options], returns }],
    statements: [`return ${value(calls, SERVICES)}(this, ${first.name}, options)`],
  };
}

/** `Service`, as in Effect's own modules. The names in services.ts say which class it declares. */
function service({ declared, from, value }: Spelling, what: Declared): AddedMember {
  const typeArguments = ['Self', ...(what.typeParameter === undefined ? [] : ['TSchema'])].join(', ');
  return {
    kind: 'method',
    name: 'Service',
    static: true,
    docs: [`Declares the service of a ${declared.name}, with its layer:`, `\`${what.example}\`.`],
    signatures: [
      {
        typeParameters: ['Self', ...(what.typeParameter === undefined ? [] : [what.typeParameter(from)])],
        parameters: [],
        returns: `${from(what.type, SERVICES)}<${typeArguments}>`,
      },
    ],
    statements: [`return ${value(what.calls, SERVICES)}<${typeArguments}>(${what.given ?? ''})`],
  };
}

/** How a service is declared. */
interface Declared {
  readonly type: string;
  readonly calls: string;
  readonly given?: string;
  readonly example: string;
  /** The type parameter of the documents. */
  readonly typeParameter?: (from: ImportType) => string;
}

const CLIENT: Declared = {
  type: 'DeclareClient',
  calls: 'clientService',
  given: 'this',
  example: "class Archive extends MongoClient.Service<Archive>()('app/Archive') {}",
};

const DATABASE: Declared = {
  type: 'DeclareDb',
  calls: 'dbService',
  example: "class Shop extends Db.Service<Shop>()('app/Shop', { name: 'shop' }) {}",
};

const COLLECTION: Declared = {
  type: 'DeclareCollection',
  calls: 'collectionService',
  example: "class Orders extends Collection.Service<Orders, Order>()('app/Orders', { name: 'orders', db: Shop }) {}",
  typeParameter: (from) => `TSchema extends ${from('Document', 'mongodb')} = ${from('Document', 'mongodb')}`,
};

/** `transaction`, with a new session, which the commands inside take from the context. */
function transaction({ declared, runtime, from }: Spelling): AddedMember {
  const effect = from('Effect', 'effect/Effect');
  const failure = failureType(declared.members.get('withSession'), from);
  const session = from('ClientSession', './ClientSession.js');
  const work = `((session: ${session}) => ${effect}<T, E, R>) | ${effect}<T, E, R>`;
  return {
    kind: 'method',
    name: 'transaction',
    static: false,
    docs: [
      'Runs an Effect in a transaction of a new session. Every command of this client inside it takes part, also in',
      'Streams and in forked fibers: it takes the session from the context, unless its options name one.',
      '',
      'The transaction is committed when the Effect succeeds. If the Effect fails, dies or is interrupted, the',
      "transaction is aborted, and fails with the Effect's own failure. The driver runs all of it again if an error has",
      'the label `TransientTransactionError`, and commits again if the outcome of the commit is unknown.',
      'A failed command aborts the transaction on the server: catch its failure outside the transaction, not inside.',
      '',
      'Inside a transaction of the same client, it takes part in that one, with its options. If the Effect does not',
      'succeed, nothing of the outer transaction is committed, even if that goes on.',
    ],
    signatures: [
      {
        typeParameters: ['T', 'E = never', 'R = never'],
        parameters: [
          parameter('work', work),
          parameter('options', `${from('TransactionOptions', './types.js')} & { timeoutMS?: number }`, true),
        ],
        returns: `${effect}<T, E | ${failure}, R>`,
      },
    ],
    statements: [`return ${runtime('transaction')}(this, work, options)`],
  };
}
