import type {
  AddedMember,
  Chosen,
  Code,
  DeclaredClass,
  DeclaredError,
  Dressed,
  Framework,
  FrameworkOptions,
  PlannedSignature,
  SynchronousCall,
} from '../../../../codegen/frameworks/framework.js';

export const options = {
  absent: {
    values: ['symbol', 'null'],
    docs: 'what stands for a document that is not found: the symbol NotFound, or null as in the driver',
  },
} as const satisfies FrameworkOptions;

/**
 * An eager framework whose values are not promises and cannot be awaited. It uses every key of the contract. Tests load
 * it by its path.
 */
export default ({ absent }: Chosen<typeof options>) =>
  ({
    name: 'task',
    evaluation: 'eager',
    value: (type, from, { nullable, present }) =>
      nullable && absent === 'symbol'
        ? `${from('Task', './runtime.js')}<${from('Found', './runtime.js')}<${present}>>`
        : `${from('Task', './runtime.js')}<${type}>`,
    toPromise: 'toPromise',
    context: 'contextOf',
    executor: (parameters, type, from) => `(${parameters}) => ${from('Task', './runtime.js')}<${type}>`,
    exports: ['Task', 'Found', 'NotFound'],
    members: (
      { name, members, typeParameters, item, constructors, overloads },
      _runtime,
      _from,
      value,
    ): AddedMember[] => [
      {
        kind: 'getter',
        name: 'kinds',
        static: false,
        docs: [`The kinds of the members of a ${name}.`],
        type: 'string',
        statements: [`return '${[...new Set([...members.values()].map(({ kind }) => kind))].join(' ')}'`],
      },
      {
        kind: 'getter',
        name: 'failures',
        static: false,
        docs: ['The errors of the driver, as a module beside the class has them.'],
        type: 'readonly unknown[]',
        statements: [`return ${value('ERRORS', './driver-errors.js')}`],
      },
      {
        kind: 'field',
        name: 'shape',
        static: true,
        docs: ['What the class is made of.'],
        type: 'string',
        value: JSON.stringify(
          `${name}<${typeParameters().join(', ')}> of ${item() ?? 'nothing'}, ${constructors().length} constructors, ` +
            overloads('find').map(spelled).join(' | '),
        ),
      },
    ],
    modules: [
      { file: 'scopes.ts', exports: ['withScope'] },
      { file: 'clients.ts', subpath: 'clients' },
      {
        file: 'wrapped-names.ts',
        subpath: 'names',
        write: ({ classes }, _from, value) => [
          [
            'export const NAMES: readonly string[] = ',
            {
              open: '[',
              items: classes.map(({ name }) => `${value(name, `./${name}.js`)}.name`),
              close: ']',
            },
            ';',
          ],
        ],
      },
      {
        file: 'driver-errors.ts',
        exports: ['DriverError', 'ERRORS', 'FAILURES'],
        write({ classes, errors, version }, _from, value) {
          const names = errors.map((each) => value(each.name, 'mongodb'));
          return [
            `/** The errors of the driver ${version}. */\nexport const ERRORS: readonly unknown[] = [${names.join(', ')}];`,
            `export type DriverError = ${names.join(' | ')};`,
            [
              '/** What not every command can fail with, by member. */',
              'export const FAILURES: Readonly<Record<string, string>> = {',
              ...classes.flatMap((declared) => failuresOf(declared, errors)),
              '};',
            ].join('\n'),
          ];
        },
      },
    ],
    command({ promise, context, nullable, runtime }) {
      const start = runtime(nullable === false || absent === 'null' ? 'start' : 'startFinding');
      const whether: Code = typeof nullable === 'boolean' || absent === 'null' ? '' : [', ', nullable];
      return { statements: [['return ', start, `((${context ?? ''}) => `, promise, whether, ')']] };
    },
    synchronous: (call, from) => dress(call, absent, (name) => from(name, './runtime.js')),
    errors: ({ name }) => wordFor(name),
    docs: {
      command: (link, { kind }) => `Starts ${link}, ${kind === 'executor' ? 'an executor' : 'a command'}.`,
    },
  }) as const satisfies Framework;

/** `BulkWrite` of `MongoBulkWriteError`. */
function wordFor(name: string): string {
  return name.slice('Mongo'.length, -'Error'.length) || 'Any';
}

function failuresOf({ name, members }: DeclaredClass, errors: readonly DeclaredError[]): string[] {
  const narrow = new Set(errors.filter((each) => !each.general).map((each) => each.name));
  return [...members].flatMap(([key, member]) => {
    const words = member.errors.filter((each) => narrow.has(each)).map(wordFor);
    return words.length === 0 ? [] : [`  '${name}.${key}': '${words.join(' ')}',`];
  });
}

/** Members that start something become Tasks. A stream has a better alternative. */
function dress(
  { member, nullable, result, runtime }: SynchronousCall,
  absent: Chosen<typeof options>['absent'],
  imported: (name: string) => string,
) {
  if (member.name === '[Symbol.asyncDispose]' && member.class === 'FindCursor')
    return { hide: 'a cursor is closed by its own Task' };
  if (member.name === 'stream') return { hide: 'a Task cannot be piped: iterate over the cursor' };
  if (member.kind === 'property' && nullable === true && absent === 'symbol')
    return {
      returns: (type: string) => `${imported('Found')}<NonNullable<${type}>>`,
      statements: [['return ', result, ' ?? ', runtime('NotFound')]],
    };
  if (member.kind !== 'method' || !member.name.startsWith('start')) return undefined;
  const dressed: Dressed = {
    returns: (type) => `${imported('Attempt')}<${type}>`,
    statements: [['return ', runtime('attempt'), '(() => ', result, ')']],
    docs: `Tries ${member.class}.${member.name}.`,
  };
  return dressed;
}

/** `(Filter<T>) => FindCursor<T>` */
function spelled({ parameters, returns }: PlannedSignature): string {
  return `(${parameters.map((each) => each.type).join(', ')}) => ${returns}`;
}
