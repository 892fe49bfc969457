import type { Field, FieldSet } from '../../model/fields/field-set.js';
import { findType } from '../../model/lookup.js';
import { argumentsOf, substitute, substituteMember } from '../../model/types/substitute.js';
import type { ObjectCall, ObjectMember, TypeText } from '../../model/types/type-text.js';
import { isSignatureAssignable } from './assignable-signatures.js';
import { fieldsOf, meaningOf } from './meaning-of.js';
import { type Aged, type Ask, isClassInstance, type Placed } from './placed-type.js';
import { comparedType } from './compared-type.js';

/** Whether an object has the fields, index signatures and call signatures of another one. */
export function isFieldwiseAssignable(source: Aged, target: Aged, ask: Ask): boolean {
  const from = fieldsOf(source.placed);
  const to = fieldsOf(target.placed);
  if (!isSameFrame(from, to, isClassInstance(source.placed))) return false;
  const at = ({ age, placed }: Aged, type: TypeText): Aged => ({ age, placed: { ...placed, type } });
  const read = (from: Aged, { type, optional }: Field): Aged =>
    at(from, comparedType({ ...from.placed, type }, optional));
  const written = (to: Aged, { type, setterType }: Field): Aged => at(to, setterType ?? type);
  const holds: Holds = (own, field) => ask(read(source, own), read(target, field));
  const takes: Holds = (own, field) => ask(written(target, field), written(source, own));
  return (
    [...to.fields.values()].every((field) => {
      const own = from.fields.get(field.name);
      return own !== undefined && isFieldAssignable(own, field, holds, takes);
    }) &&
    to.indexes.every((index) =>
      from.indexes.some(
        (own) => own.key.canonical === index.key.canonical && ask(at(source, own.type), at(target, index.type)),
      ),
    ) &&
    areCallsAssignable(source, target, ask)
  );
}

/** Whether two sets have the same names, and the same unknown fields. */
function isSameFrame(from: FieldSet, to: FieldSet, isClassInstance: boolean): boolean {
  const isNamed = isClassInstance || [...from.fields.keys()].every((name) => to.fields.has(name));
  const foreign = (set: FieldSet): string => set.opaque.toSorted().join('; ');
  return isNamed && from.open === to.open && from.indexes.length === to.indexes.length && foreign(from) === foreign(to);
}

type Holds = (own: Field, field: Field) => boolean;

function isFieldAssignable(own: Field, field: Field, holds: Holds, takes: Holds): boolean {
  if ((own.optional && !field.optional) || (own.readonly && !field.readonly)) return false;
  const isRead = holds(own, field);
  if (field.readonly || (own.setterType ?? field.setterType) === undefined) return isRead;
  return isRead && takes(own, field);
}

function areCallsAssignable(source: Aged, target: Aged, ask: Ask): boolean {
  const [from, to] = [callsOf(source.placed), callsOf(target.placed)];
  if (from.length !== to.length) return false;
  return to.every(({ kind, signature }, at) => {
    const own = from[at];
    if (own?.kind !== kind) return false;
    return isSignatureAssignable({ ...source, signature: own.signature }, { ...target, signature }, ask);
  });
}

/** The call and construct signatures of an object, inherited ones last. */
function callsOf(placed: Placed): ObjectCall[] {
  const { meaning, placed: inner } = meaningOf(placed);
  const { shape } = inner.type;
  if (meaning.kind === 'function')
    return [{ kind: 'call', signature: meaning.signature, place: meaning.signature.place }];
  if (meaning.kind === 'intersection') return meaning.parts.flatMap(callsOf);
  if (shape.kind === 'object') return shape.members.filter(isCall);
  const declared = shape.kind === 'reference' ? findType(inner.driver, shape.name) : undefined;
  if (shape.kind !== 'reference' || declared === undefined) return [];
  const by = argumentsOf(declared, shape);
  return [
    ...declared.members.map((member) => substituteMember(member, by)).filter(isCall),
    ...declared.extends.flatMap((base) => callsOf({ ...inner, type: substitute(base, by) })),
  ];
}

function isCall(member: ObjectMember): member is ObjectCall {
  return member.kind === 'call' || member.kind === 'construct';
}
