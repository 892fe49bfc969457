import type { AddedMember, DeclaredClass, ImportRuntime, ImportType, ImportValue } from '../../framework.js';
import { failureType } from './failure-type.js';

const SERVICES = './services.js';

/** The classes that `services.ts` is about. */
export const SERVED: readonly string[] = ['ClientSession', 'Collection', 'Db', 'MongoClient'];

/** How what is added is spelled. */
interface Spelling {
  readonly declared: DeclaredClass;
  readonly runtime: ImportRuntime;
  readonly from: ImportType;
  readonly value: ImportValue;
}

/** Resources, services and transactions, for the classes that have what these take. */
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

/** `scoped`, `layer`, `layerConfig` and `Service` of the class that users construct, connect and close. */
function clientResources(spelling: Spelling): AddedMember[] {
  const { declared, from } = spelling;
  const { name, members } = declared;
  const failure = failureType(members.get('static connect'), from);
  const config = from('ClientConfig', SERVICES);
  const provided = `${from('Layer', 'effect/Layer')}<${from('DefaultClient', SERVICES)}, ${failure}`;
  return [
    opening(spelling, {
      name: 'scoped',
      docs: [
        `Constructs a ${name} and connects it; it is closed with the Scope, also where it could not be connected.`,
      ],
      first: parameter('url', `${config}['url']`),
      returns: `${from('Effect', 'effect/Effect')}<${name}, ${failure}, ${from('Scope', 'effect/Scope')}>`,
      calls: 'clientScoped',
    }),
    opening(spelling, {
      name: 'layer',
      docs: [`The ${name} of an application that has one, as the service \`DefaultClient\`.`],
      first: parameter('config', config),
      returns: `${provided}>`,
      calls: 'clientLayer',
    }),
    opening(spelling, {
      name: 'layerConfig',
      docs: [
        'The same with settings that are read when the layer is built:',
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

/** `Service` as Effect's own modules have it; what declares which class is told by the names in services.ts. */
function service({ declared, from, value }: Spelling, what: Declared): AddedMember {
  const typeArguments = ['Self', ...(what.typeParameter === undefined ? [] : ['TSchema'])].join(', ');
  return {
    kind: 'method',
    name: 'Service',
    static: true,
    docs: [`Declares a service of a ${declared.name}, which has its layer:`, `\`${what.example}\`.`],
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
  /** That of what is in it. */
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

/** `transaction`: of a session of its own, which commands inside take from the context. */
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
      'Runs an Effect in a transaction of a session of its own. Every command of this client within it takes part,',
      'in streams and in what is forked, too: it takes the session from the context, where its options name none.',
      '',
      'It is committed when the Effect succeeds. It is aborted when that fails, dies or is interrupted, and fails with',
      "the Effect's own failure then. The driver runs all of it again where an error has the label",
      '`TransientTransactionError`, and commits again where nobody knows what became of the commit.',
      'A command that failed has aborted it on the server: catch its failure around the transaction, not within.',
      '',
      'Within a transaction of the same client it takes part in that, whose options hold: where the Effect does not',
      'succeed, nothing of the outer one is committed, even if that goes on.',
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
