import type { Code, DeclaredDriver, ImportType, ImportValue } from '../../framework.js';
import { FAILURES, type FailureKind, SERVER_ERROR } from './failures.js';

/** `errors.ts`: a tagged class for each kind of failure, and the unions of them. */
export function errorsModule({ errors }: DeclaredDriver, from: ImportType, value: ImportValue): Code[] {
  const known = new Set(errors.map((each) => each.name));
  const base = value('DriverFailure', './runtime/failure.js');
  const kinds = FAILURES.map((kind) => ({ ...kind, classes: classesOf(kind, errors) }));
  return [...kinds.map((kind) => failureClass(kind, known, base, from)), ...unions(), registration(kinds, value)];
}

/** The classes of a kind that the driver has. A class that by now extends one of them is left out. */
function classesOf({ classes, formerly = [] }: FailureKind, errors: DeclaredDriver['errors']): string[] {
  const names = new Set(errors.map((each) => each.name));
  const apart = errors.filter((each) => formerly.includes(each.name) && !classes.includes(each.extends ?? ''));
  return [...classes.filter((each) => names.has(each)), ...apart.map((each) => each.name)];
}

/** The driver's classes that a kind wraps. None if the driver has none of them. */
function causesOf({ classes, label, codes, ofWrite }: FailureKind, known: ReadonlySet<string>): string[] {
  if (label !== undefined) return ['MongoError'].filter((each) => known.has(each));
  const isAnswer = codes !== undefined || ofWrite !== undefined;
  return [...(isAnswer ? [SERVER_ERROR] : []), ...classes].filter((each) => known.has(each));
}

function failureClass(kind: FailureKind, known: ReadonlySet<string>, base: string, from: ImportType): Code {
  const own = causesOf(kind, known).map((each) => from(each, 'mongodb'));
  const causes = own.length === 0 ? ['Error'] : own;
  return [
    `/** ${kind.docs} */\n`,
    `export class ${kind.tag} extends ${base}`,
    { open: '<', items: [{ open: '', items: causes, close: '', separator: ' | ' }], close: '>', isArguments: true },
    ` {\n  override readonly _tag = '${kind.tag}';\n}`,
  ];
}

/** The unions in the types of commands. */
function unions(): Code[] {
  const writing = FAILURES.filter((each) => each.isWriting === true);
  const special = FAILURES.filter((each) => each.isSpecial === true);
  const common = FAILURES.filter((each) => !writing.includes(each) && !special.includes(each));
  return [
    union('CommandFailure', 'The failures of every command.', common),
    union('WriteFailure', 'The failures of a command that writes.', writing, 'CommandFailure'),
    union('MongoFailure', 'All failures that wrap an error of the driver.', special, 'WriteFailure'),
  ];
}

function union(name: string, docs: string, kinds: readonly FailureKind[], more?: string): Code {
  const tags = [...(more === undefined ? [] : [more]), ...kinds.map((each) => each.tag)];
  return `/** ${docs} */\nexport type ${name} =\n${tags.map((tag) => `  | ${tag}`).join('\n')};`;
}

/** The call that registers the classes with the runtime. */
function registration(kinds: readonly FailureKind[], value: ImportValue): Code {
  const entries = kinds.map(({ tag, classes, label, codes, ofWrite, isWriting }): Code => {
    const own = classes.map((each) => value(each, 'mongodb'));
    const fields: Code[] = [
      `tag: '${tag}'`,
      `Failure: ${tag}`,
      ['classes: ', array(own)],
      ...(label === undefined ? [] : [`label: '${label}'`]),
      ...(codes === undefined ? [] : [['codes: ', array(codes.map(String))]]),
      ...(ofWrite === undefined ? [] : ['ofWrite: true']),
      ...(isWriting === undefined ? [] : ['isWriting: true']),
    ];
    return { open: '{ ', items: fields, close: ' }' };
  });
  return [
    '// The first entry that fits an error wins.\n',
    value('cover', './runtime/failure.js'),
    '(',
    array(entries),
    ')',
  ];
}

function array(items: readonly Code[]): Code {
  return { open: '[', items, close: ']' };
}
