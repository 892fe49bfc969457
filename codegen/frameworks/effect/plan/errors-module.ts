import type { Code, DeclaredDriver, ImportType, ImportValue } from '../../framework.js';
import { FAILURES, type FailureKind, SERVER_ERROR } from './failures.js';

/** `errors.ts`: a tagged class for each kind of failure, and the unions of them. */
export function errorsModule({ errors }: DeclaredDriver, from: ImportType, value: ImportValue): Code[] {
  const known = new Set(errors.map((each) => each.name));
  const base = value('DriverFailure', './runtime/failure.js');
  const kinds = FAILURES.map((kind) => ({ ...kind, classes: classesOf(kind, errors) }));
  return [...kinds.map((kind) => failureClass(kind, known, base, from)), ...unions(), registration(kinds, value)];
}

/** The classes of a kind that the driver has; where one extends another by now, that one stands for both. */
function classesOf({ classes, formerly = [] }: FailureKind, errors: DeclaredDriver['errors']): string[] {
  const names = new Set(errors.map((each) => each.name));
  const apart = errors.filter((each) => formerly.includes(each.name) && !classes.includes(each.extends ?? ''));
  return [...classes.filter((each) => names.has(each)), ...apart.map((each) => each.name)];
}

/** The driver's classes that errors of a kind are of; any error's where the driver has none of them. */
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

/** The unions by which commands say what they may fail with. */
function unions(): Code[] {
  const writing = FAILURES.filter((each) => each.isWriting === true);
  const special = FAILURES.filter((each) => each.isSpecial === true);
  const common = FAILURES.filter((each) => !writing.includes(each) && !special.includes(each));
  return [
    union('CommandFailure', 'What every command may fail with.', common),
    union('WriteFailure', 'What a command that writes may fail with.', writing, 'CommandFailure'),
    union('MongoFailure', "Every failure of the driver's.", special, 'WriteFailure'),
  ];
}

function union(name: string, docs: string, kinds: readonly FailureKind[], more?: string): Code {
  const tags = [...(more === undefined ? [] : [more]), ...kinds.map((each) => each.tag)];
  return `/** ${docs} */\nexport type ${name} =\n${tags.map((tag) => `  | ${tag}`).join('\n')};`;
}

/** What tells the runtime which class an error of the driver's becomes. */
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
    '// An error is looked at in this order.\n',
    value('cover', './runtime/failure.js'),
    '(',
    array(entries),
    ')',
  ];
}

function array(items: readonly Code[]): Code {
  return { open: '[', items, close: ']' };
}
