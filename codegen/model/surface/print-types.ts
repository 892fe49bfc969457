import { partsOf } from '../types/parts.js';
import type { Docs, ObjectMember, ObjectProperty, Parameter, Signature, TypeText } from '../types/type-text.js';

const STEP = '  ';

/** Lines of a declaration, each without the indentation of its place. */
export type Lines = readonly string[];

/** What a comment says that the surface keeps: flags, no sentences. Empty where it says nothing of the kind. */
export function flagComment({ deprecated, stability }: Docs): string {
  const flags = [
    ...(deprecated === undefined ? [] : ['@deprecated']),
    ...(stability === 'public' ? [] : [`@${stability}`]),
  ];
  // Each flag on a line of its own is a tag of its own.
  return flags.length === 0 ? '' : `/** ${flags.join('\n * ')} */ `;
}

/** A type on one line, with the flags of the fields that are written out in it. */
export function typeLine(type: TypeText): string {
  if (!hasFlags(type)) return type.text;
  const { shape } = type;
  // A comment belongs to what follows it only where a line break comes before it.
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

/** A type with what is written out in it on lines of their own; the first line continues what stands before it. */
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
  // An object that cannot be written anew stays as it is.
  for (const part of shape.kind === 'object' ? [] : partsOf(shape)) {
    const [first = '', ...rest] = typeBlock(part.type);
    lines.push(`${lines.pop() ?? ''}${type.text.slice(at, part.start)}${first}`, ...rest);
    at = part.end;
  }
  lines.push(`${lines.pop() ?? ''}${type.text.slice(at)}`);
  return lines;
}

/** Whether a member says all that it is written with: an index signature may be readonly besides. */
function isRewritable({ kind }: ObjectMember): boolean {
  return kind !== 'index';
}

/** Lines one step further in. */
export function indented(lines: Lines): Lines {
  return lines.map((line) => STEP + line);
}

/** A member of an interface or of an object type, each overload on a line. */
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

/** A signature as a declaration has it after the name. A constructor has no result. */
export function signatureLine({ typeParameters, parameters, returns }: Signature, isConstructor = false): string {
  const generic = typeParameters.length === 0 ? '' : `<${typeParameters.map((each) => each.text).join(', ')}>`;
  return `${generic}(${parameters.map(parameterText).join(', ')})${isConstructor ? '' : `: ${typeLine(returns)}`}`;
}

function parameterText({ name, optional, rest, type }: Parameter): string {
  return `${rest ? '...' : ''}${name}${optional ? '?' : ''}: ${typeLine(type)}`;
}

/** A name as a key: computed ones are in brackets already, what is no word goes in quotes. */
export function keyText(name: string): string {
  return name.startsWith('[') || /^[\p{ID_Start}_$][\p{ID_Continue}$]*$/u.test(name) ? name : JSON.stringify(name);
}

/** Whether something that is written out in the type is deprecated or not stable. */
function hasFlags({ shape }: TypeText): boolean {
  if (shape.kind === 'object' && shape.members.some((member) => 'docs' in member && flagComment(member.docs) !== ''))
    return true;
  if (shape.kind === 'object' && shape.members.some((member) => member.kind === 'property' && hasFlags(member.type)))
    return true;
  return partsOf(shape).some((part) => hasFlags(part.type));
}
