import { partsOf } from '../types/parts.js';
import type { Docs, ObjectMember, ObjectProperty, Parameter, Signature, TypeText } from '../types/type-text.js';

const STEP = '  ';

/** The lines of a declaration, without the indentation of its place. */
export type Lines = readonly string[];

/** The flags of a doc comment, without text. Empty if there are none. */
export function flagComment({ deprecated, stability }: Docs): string {
  const flags = [
    ...(deprecated === undefined ? [] : ['@deprecated']),
    ...(stability === 'public' ? [] : [`@${stability}`]),
  ];
  // Only a flag on its own line is a tag.
  return flags.length === 0 ? '' : `/** ${flags.join('\n * ')} */ `;
}

/** Prints a type on one line, with the flags of fields in it. */
export function typeLine(type: TypeText): string {
  if (!hasFlags(type)) return type.text;
  const { shape } = type;
  // A comment only belongs to the next field if there is a line break before it.
  if (shape.kind === 'object')
    return `{\n${indented(indented(shape.members.flatMap((each) => memberLines(each)))).join('\n')} }`;
  let text = '';
  let at = 0;
  for (const part of partsOf(shape)) {
    text += type.text.slice(at, part.start) + typeLine(part.type);
    at = part.end;
  }
  return text + type.text.slice(at);
}

/** Prints a type with the object types in it on separate lines. The first line continues the text before it. */
export function typeBlock(type: TypeText): Lines {
  const { shape } = type;
  if (shape.kind === 'object' && shape.members.length > 0 && shape.members.every(isRewritable)) {
    return ['{', ...indented(shape.members.flatMap((each) => memberLines(each))), '}'];
  }
  if (
    shape.kind === 'tuple' &&
    shape.items.length > 0 &&
    shape.items.every((item) => item.type.shape.kind === 'literal' && !item.optional && !item.rest)
  ) {
    const items = shape.items.map((item) => `${typeLine(item.type)},`);
    return [type.text.startsWith('readonly ') ? 'readonly [' : '[', ...indented(items), ']'];
  }
  const lines = [''];
  let at = 0;
  // An object type that cannot be printed again keeps its text.
  for (const part of shape.kind === 'object' ? [] : partsOf(shape)) {
    const [first = '', ...rest] = typeBlock(part.type);
    lines.push(`${lines.pop() ?? ''}${type.text.slice(at, part.start)}${first}`, ...rest);
    at = part.end;
  }
  lines.push(`${lines.pop() ?? ''}${type.text.slice(at)}`);
  return lines;
}

/**
 * Whether a member can be printed again without loss. An index signature may have a `readonly` that the record lacks.
 */
function isRewritable({ kind }: ObjectMember): boolean {
  return kind !== 'index';
}

/** Indents lines by one step. */
export function indented(lines: Lines): Lines {
  return lines.map((line) => STEP + line);
}

/** Prints a member of an interface or an object type, with one line for each overload. */
export function memberLines(member: ObjectMember): Lines {
  switch (member.kind) {
    case 'property': {
      if (member.setterType !== undefined) return accessorLines(member, member.setterType);
      const mark = member.readonly ? 'readonly ' : '';
      const name = `${mark}${keyText(member.name)}${member.optional ? '?' : ''}`;
      return [`${flagComment(member.docs)}${name}: ${typeLine(member.type)};`];
    }
    case 'method':
      return member.overloads.map(
        (each) =>
          `${flagComment(each.docs)}${keyText(member.name)}${member.optional ? '?' : ''}${signatureLine(each)};`,
      );
    case 'index':
      return [`[key: ${member.key.text}]: ${typeLine(member.type)};`];
    default:
      return [
        `${flagComment(member.signature.docs)}${member.kind === 'construct' ? 'new ' : ''}${signatureLine(member.signature)};`,
      ];
  }
}

/** `get level(): string; set level(value: string | number);` */
function accessorLines({ docs, name, type }: ObjectProperty, setterType: TypeText): Lines {
  return [
    `${flagComment(docs)}get ${keyText(name)}(): ${typeLine(type)};`,
    `set ${keyText(name)}(value: ${typeLine(setterType)});`,
  ];
}

/** Prints a signature as it follows the name in a declaration. A constructor has no result type. */
export function signatureLine({ typeParameters, parameters, returns }: Signature, isConstructor = false): string {
  const generic = typeParameters.length === 0 ? '' : `<${typeParameters.map((each) => each.text).join(', ')}>`;
  return `${generic}(${parameters.map(parameterText).join(', ')})${isConstructor ? '' : `: ${typeLine(returns)}`}`;
}

function parameterText({ name, optional, rest, type }: Parameter): string {
  return `${rest ? '...' : ''}${name}${optional ? '?' : ''}: ${typeLine(type)}`;
}

/** A name as a key. Computed names already have brackets; other names are quoted unless they are identifiers. */
export function keyText(name: string): string {
  return name.startsWith('[') || /^[\p{ID_Start}_$][\p{ID_Continue}$]*$/u.test(name) ? name : JSON.stringify(name);
}

/** Whether a field in the type is deprecated or not stable. */
function hasFlags({ shape }: TypeText): boolean {
  if (shape.kind === 'object' && shape.members.some((member) => 'docs' in member && flagComment(member.docs) !== ''))
    return true;
  if (shape.kind === 'object' && shape.members.some((member) => member.kind === 'property' && hasFlags(member.type)))
    return true;
  return partsOf(shape).some((part) => hasFlags(part.type));
}
