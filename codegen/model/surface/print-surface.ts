import { byCodeUnit } from '../../common/order.js';
import type {
  Driver,
  DriverClass,
  DriverConstant,
  DriverExport,
  DriverImport,
  DriverMember,
  DriverType,
} from '../driver.js';
import { computedTypes } from '../fields/computed-types.js';
import { effectiveFields } from '../fields/effective-fields.js';
import type { Field } from '../fields/field-set.js';
import type { Signature, TypeText } from '../types/type-text.js';
import {
  flagComment,
  indented,
  keyText,
  type Lines,
  memberLines,
  signatureLine,
  typeBlock,
  typeLine,
} from './print-types.js';

/** The name under which the surface lists the fields of computed option types. The driver has nothing of this name. */
export const COMPUTED = 'ComputedOptions';

/**
 * Prints the public API of a driver as text that the reader can parse. It is the same for every spelling, and has a
 * line for each export, member, overload, field and value, so that two releases can be compared by line.
 */
export function printSurface(driver: Driver): string {
  const exported = new Set(driver.exports.filter((each) => !hasLine(each)).map((each) => each.name));
  const marked = <T extends { readonly name: string }>(each: T) => ({ ...each, exported: exported.has(each.name) });
  const declared = [
    ...driver.classes.map((each) => ({ name: each.name, lines: classLines(marked(each)) })),
    ...driver.types.map((each) => ({ name: each.name, lines: typeLines(driver, marked(each)) })),
    ...driver.constants.map((each) => ({ name: each.name, lines: constantLines(marked(each)) })),
  ].sort((a, b) => byCodeUnit(a.name, b.name));
  const blocks = [
    [surfaceHeader(driver), '// Written by `motorized accept`. To review a new driver, review the diff of this file.'],
    [...driver.imports].map(([local, each]) => importLine(local, each)).sort(byCodeUnit),
    exportLines(driver),
    ...declared.map((each) => each.lines),
    computedLines(driver),
  ];
  return `${blocks
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n')}\n`;
}

/** The first line of a surface, which has the version. */
export function surfaceHeader(driver: Pick<Driver, 'package' | 'version'>): string {
  return `// The accepted public API of ${driver.package} ${driver.version}`;
}

function importLine(local: string, { module, name, typeOnly }: DriverImport): string {
  const binding =
    name === '*'
      ? `* as ${local}`
      : name === 'default'
        ? local
        : `{ ${name === local ? name : `${name} as ${local}`} }`;
  return `import ${typeOnly ? 'type ' : ''}${binding} from '${module}';`;
}

/** Whether an export needs a line of its own: it has another name, comes from another module, or is type-only. */
function hasLine({ local, kind, typeOnly }: DriverExport): boolean {
  return local !== undefined || kind === 're-export' || typeOnly === true;
}

function exportLines({ exports, imports }: Driver): Lines {
  return exports
    .filter(hasLine)
    .map((each) => exportLine(each, imports))
    .sort(byCodeUnit);
}

/** `export { Map_2 as Map };`, `export type { Collection };`, `export { Long } from 'bson';` */
function exportLine({ name, local, from, typeOnly }: DriverExport, imports: Driver['imports']): string {
  const word = typeOnly === true ? 'export type' : 'export';
  const isImported = [...imports.values()].includes(from as DriverImport);
  if (from === undefined || isImported) {
    const declared = local ?? (isImported ? localOf(imports, from as DriverImport) : name);
    return `${word} { ${declared === name ? name : `${declared} as ${name}`} };`;
  }
  if (from.name !== '*')
    return `${word} { ${from.name === name ? name : `${from.name} as ${name}`} } from '${from.module}';`;
  return name === '*' ? `${word} * from '${from.module}';` : `${word} * as ${name} from '${from.module}';`;
}

function localOf(imports: Driver['imports'], from: DriverImport): string {
  return [...imports].find(([, each]) => each === from)?.[0] ?? from.name;
}

function declaration(isExported: boolean): string {
  return isExported ? 'export declare ' : 'declare ';
}

function typeParameters(list: DriverType['typeParameters']): string {
  return list.length === 0 ? '' : `<${list.map((each) => each.text).join(', ')}>`;
}

function commented(docs: DriverClass['docs'], lines: Lines): Lines {
  const comment = flagComment(docs).trimEnd();
  return comment === '' ? lines : [comment, ...lines];
}

function classLines(declared: DriverClass): Lines {
  const { name, abstract } = declared;
  const base = declared.extends === undefined ? '' : ` extends ${declared.extends.text}`;
  const bases =
    declared.implements.length === 0 ? '' : ` implements ${declared.implements.map((each) => each.text).join(', ')}`;
  const head = `${declaration(declared.exported)}${abstract ? 'abstract ' : ''}class ${name}${typeParameters(declared.typeParameters)}`;
  const members = [...declared.members].sort(
    (a, b) => Number(b.static) - Number(a.static) || byCodeUnit(a.name, b.name),
  );
  const body = [
    ...constructionLines(declared),
    ...members.flatMap(classMemberLines),
    ...(declared.indexes ?? []).flatMap(memberLines),
    ...hiddenLines(declared),
  ];
  return commented(declared.docs, [`${head}${base}${bases} {`, ...indented(body), '}']);
}

function constructionLines({ construction, constructors, protectedConstructors }: DriverClass): Lines {
  if (construction === 'excluded') return ['/* Excluded from this release type: __constructor */'];
  const lines = (list: readonly Signature[], mark: string): Lines =>
    list.map((each) => `${flagComment(each.docs)}${mark}constructor${signatureLine(each, true)};`);
  if (protectedConstructors !== undefined) return lines(protectedConstructors, 'protected ');
  return construction === 'hidden' ? ['private constructor();'] : lines(constructors, '');
}

/** The members that are not public: protected ones with their types, the others by name. */
function hiddenLines({ hidden, protected: used = [], nominal }: DriverClass): Lines {
  const typed = new Set(used.map((each) => each.name));
  // A private static member does not make the objects of the class nominal.
  const mark = nominal === true ? '' : 'static ';
  const named = [...hidden].filter(([name]) => !name.startsWith('#') && !typed.has(name));
  const lines = [
    ...used.map((each) => ({ name: each.name, lines: classMemberLines(each) })),
    ...named.map(([name, how]) => {
      const text =
        how === 'excluded' ? `/* Excluded from this release type: ${name} */` : `${how} ${mark}${keyText(name)};`;
      return { name, lines: [text] };
    }),
  ].sort((a, b) => byCodeUnit(a.name, b.name));
  const isClosed = [...hidden.keys()].some((name) => name.startsWith('#'));
  return [...lines.flatMap((each) => each.lines), ...(isClosed ? [`${mark}#private;`] : [])];
}

function classMemberLines(member: DriverMember): Lines {
  const access = member.protected === true ? 'protected ' : '';
  const marks = `${access}${member.static ? 'static ' : ''}${member.abstract ? 'abstract ' : ''}`;
  const name = keyText(member.name);
  if (member.kind === 'method') {
    const called = member.optional === true ? `${name}?` : name;
    return member.overloads.map(
      (each: Signature) => `${flagComment(each.docs)}${marks}${called}${signatureLine(each)};`,
    );
  }
  const flags = flagComment(member.docs);
  const { type, setterType } = member;
  if (setterType !== undefined) {
    return [
      `${flags}${marks}get ${name}(): ${typeLine(type)};`,
      `${marks}set ${name}(value: ${typeLine(setterType)});`,
    ];
  }
  return [
    `${flags}${marks}${member.readonly ? 'readonly ' : ''}${name}${member.optional ? '?' : ''}: ${typeLine(type)};`,
  ];
}

/** An interface lists every field, including inherited ones, so that a field added to a base shows in each. */
function typeLines(driver: Driver, type: DriverType): Lines {
  const head = `${declaration(type.exported)}${type.kind === 'alias' ? 'type' : 'interface'} ${type.name}${typeParameters(type.typeParameters)}`;
  if (type.type !== undefined) {
    const [first = '', ...rest] = typeBlock(type.type);
    return commented(type.docs, terminated([`${head} = ${first}`, ...rest]));
  }
  const bases = type.extends.length === 0 ? '' : ` extends ${type.extends.map((each) => each.text).join(', ')}`;
  const own = new Set(type.members.flatMap((each) => ('name' in each ? [each.name] : [])));
  const fields = inheritedFields(driver, type).filter((each) => !own.has(each.name));
  const members = [
    ...type.members.map((each) => ({ name: 'name' in each ? each.name : '', lines: memberLines(each) })),
    ...fields.map((each) => ({ name: each.name, lines: fieldLines(each) })),
  ].sort((a, b) => byCodeUnit(a.name, b.name));
  return commented(type.docs, [`${head}${bases} {`, ...indented(members.flatMap((each) => each.lines)), '}']);
}

function inheritedFields(driver: Driver, type: DriverType): Field[] {
  const variables = type.typeParameters.map((each) => each.name);
  return type.extends.flatMap((base) => fieldsSorted(driver, base, variables)).filter(unique());
}

function unique(): (field: Field) => boolean {
  const seen = new Set<string>();
  return ({ name }) => !seen.has(name) && seen.add(name) !== undefined;
}

function fieldsSorted(driver: Driver, type: TypeText, variables: readonly string[]): Field[] {
  return [...effectiveFields(driver, type, variables).fields.values()].sort((a, b) => byCodeUnit(a.name, b.name));
}

function fieldLines(field: Field): Lines {
  return memberLines({ ...field, kind: 'property' });
}

function constantLines({ name, exported, type, docs }: DriverConstant): Lines {
  const [first = '', ...rest] = typeBlock(type);
  return commented(docs, terminated([`${declaration(exported)}const ${name}: ${first}`, ...rest]));
}

function terminated(lines: Lines): Lines {
  return [...lines.slice(0, -1), `${lines.at(-1) ?? ''};`];
}

/** The fields of computed option types, in aliases or where they are used, each once. */
function computedLines(driver: Driver): Lines {
  const computed = computedTypes(driver);
  if (computed.length === 0) return [];
  const body = computed.flatMap(({ key, type, variables }) => [
    `${JSON.stringify(key)}: {`,
    ...indented(fieldsSorted(driver, type, variables).flatMap(fieldLines)),
    '};',
  ]);
  return [`declare interface ${COMPUTED} {`, ...indented(body), '}'];
}
