import type { Driver, DriverExport } from '../../model/driver.js';
import { findClass, findConstant, findType } from '../../model/lookup.js';
import { canonicalModule } from '../../model/types/canonical.js';
import type { Change } from '../change.js';
import { headText } from './classes/compare-classes.js';
import { declaredName } from './counterpart.js';
import type { Drivers } from './fields/field-difference.js';

/** Names that came to the package or left it, and names that are something else now. */
export function compareExports(drivers: Drivers): Change[] {
  const before = new Map(drivers.before.exports.map((each) => [each.name, each]));
  const after = new Map(drivers.after.exports.map((each) => [each.name, each]));
  const changes: Change[] = [];
  for (const each of before.values()) {
    const other = after.get(each.name);
    if (other === undefined) changes.push(gone(drivers, each));
    else if (groupOf(each) !== groupOf(other)) changes.push(becameAnother(drivers, each, other));
    else changes.push(...exportedOtherwise(drivers, each, other));
  }
  for (const each of after.values()) if (!before.has(each.name)) changes.push(came(drivers, each));
  return changes;
}

/** An interface that becomes an alias is compared as a type. */
function groupOf({ kind }: DriverExport): string {
  return kind === 'interface' || kind === 'alias' ? 'type' : kind;
}

function gone({ before, after }: Drivers, { name, kind, place }: DriverExport): Change {
  const isStill = isDeclared(after, name);
  return {
    rule: kind === 'class' ? 'class-removed' : 'export-removed',
    subject: name,
    before: textOf(before, name, kind),
    after: isStill ? 'declared, not exported' : undefined,
    place,
    docs: docsOf(before, name),
  };
}

function came({ before, after }: Drivers, { name, kind, place }: DriverExport): Change {
  return {
    rule: kind === 'class' ? 'class-added' : 'export-added',
    detail: isDeclared(before, name) ? 'exposed' : undefined,
    subject: name,
    before: undefined,
    after: textOf(after, name, kind),
    place,
    docs: docsOf(after, name),
  };
}

function becameAnother({ before, after }: Drivers, from: DriverExport, to: DriverExport): Change {
  const isClass = from.kind === 'class' || to.kind === 'class';
  return {
    rule: isClass ? 'class-changed' : 'export-changed',
    subject: to.name,
    before: textOf(before, from.name, from.kind),
    after: textOf(after, to.name, to.kind),
    place: to.place,
    docs: docsOf(after, to.name),
  };
}

/** Compares exports of the same kind: whether they are type-only, and where a re-export comes from. */
function exportedOtherwise(drivers: Drivers, from: DriverExport, to: DriverExport): Change[] {
  const [before, after] = [from, to].map(originText);
  const isSame = before === after && hasValue(from) === hasValue(to);
  if (isSame) return [];
  // An export that loses its value can no longer be called. One that gains a value is wider.
  const detail = before === after && hasValue(to) ? 'widened' : undefined;
  return [{ ...becameAnother(drivers, from, to), detail, before: exportText(from), after: exportText(to) }];
}

/** Whether an export has a value. */
function hasValue({ kind, typeOnly }: DriverExport): boolean {
  return kind !== 'interface' && kind !== 'alias' && typeOnly !== true;
}

/** The origin of a re-export, by module and name. Node's own modules have two spellings. */
function originText({ from }: DriverExport): string | undefined {
  return from && `${canonicalModule(from.module)} ${from.name}`;
}

/** `export type { Collection }`, `export { Int32 as Long } from 'bson'`. */
function exportText({ name, kind, from, typeOnly }: DriverExport): string {
  const word = typeOnly === true ? 'export type' : 'export';
  if (from === undefined) return typeOnly === true ? `${word} { ${name} }` : `${word} ${kind} ${name}`;
  const origin = from.name === '*' ? `* as ${name}` : `{ ${from.name === name ? name : `${from.name} as ${name}`} }`;
  return `${word} ${origin} from '${from.module}'`;
}

function isDeclared(driver: Driver, exported: string): boolean {
  const name = declaredName(driver, exported);
  return (findClass(driver, name) ?? findType(driver, name) ?? findConstant(driver, name)) !== undefined;
}

function docsOf(driver: Driver, exported: string) {
  const name = declaredName(driver, exported);
  return (findClass(driver, name) ?? findType(driver, name) ?? findConstant(driver, name))?.docs;
}

function textOf(driver: Driver, exported: string, kind: DriverExport['kind']): string {
  const name = declaredName(driver, exported);
  const declared = findClass(driver, name);
  if (declared !== undefined) return headText(declared);
  const type = findType(driver, name);
  if (type?.type !== undefined) return `type ${name} = ${type.type.text}`;
  const constant = findConstant(driver, name);
  return constant === undefined ? `${kind} ${name}` : `const ${name}: ${constant.type.text}`;
}
