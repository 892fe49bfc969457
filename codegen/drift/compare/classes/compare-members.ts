import { kindOf } from '../../../model/derive-kind.js';
import type { Driver, DriverClass, DriverMember, DriverMethod, DriverProperty } from '../../../model/driver.js';
import { type Change, memberSubject } from '../../change.js';
import type { Detail } from '../../rules.js';
import { compareTypes, type TypeDifference } from '../../types/compare-types.js';
import { compareWritten } from '../../types/compare-written.js';
import { comparedPair, type MarkedType } from '../../types/compared-type.js';
import { compareFlags } from '../compare-flags.js';
import type { CompareScope } from '../compare-scope.js';
import { compareOverloads } from '../signatures/compare-overloads.js';
import { stableType } from '../signatures/stable-names.js';

/** A member with its class and driver. */
export interface PlacedMember<M extends DriverMember = DriverMember> {
  readonly driver: Driver;
  readonly owner: DriverClass;
  readonly member: M;
}

/** Compares two declarations of a member. */
export function compareMembers(scope: CompareScope, before: PlacedMember, after: PlacedMember): Change[] {
  const subject = memberSubject(after.owner.name, after.member);
  if (isMethod(before) && isMethod(after))
    return [...methodMarks(subject, before, after), ...compareMethods(scope, subject, before, after)];
  const flags = flagChanges(subject, before, after);
  if (isProperty(before) && isProperty(after)) return [...compareProperties(subject, before, after), ...flags];
  return [memberChange(subject, before, after), ...flags];
}

/** The change that a member has another declaration. */
function memberChange(subject: string, { member: before }: PlacedMember, { member: after }: PlacedMember): Change {
  return {
    rule: 'member-changed',
    subject,
    before: memberText(before),
    after: memberText(after),
    reaches: [subject],
    place: after.place,
    docs: after.docs,
  };
}

function isMethod(placed: PlacedMember): placed is PlacedMember<DriverMethod> {
  return placed.member.kind === 'method';
}

function isProperty(placed: PlacedMember): placed is PlacedMember<DriverProperty> {
  return placed.member.kind === 'property';
}

/** Compares whether a method is optional, and whether it is abstract. */
function methodMarks(subject: string, before: PlacedMember<DriverMethod>, after: PlacedMember<DriverMethod>): Change[] {
  const [was, is] = [before.member.optional === true, after.member.optional === true];
  if (was === is && before.member.abstract === after.member.abstract) return [];
  const detail = was === is ? undefined : is ? 'nullable' : 'required';
  return [{ ...memberChange(subject, before, after), detail }];
}

function compareMethods(
  scope: CompareScope,
  subject: string,
  before: PlacedMember<DriverMethod>,
  after: PlacedMember<DriverMethod>,
): Change[] {
  const { changes, returns } = compareOverloads(scope, subject, overloadsOf(before), overloadsOf(after), 'overload');
  const from = kindName(before);
  const to = kindName(after);
  // A promise that is written differently is still a promise.
  if (from === to || returns.every((each) => each.detail === 'respelled')) return [...changes, ...returns];
  // A change of the kind, such as from a synchronous method to a command, says more than the return type.
  const kind = memberChange(subject, before, after);
  return [...changes, { ...kind, before: `${from}: ${kind.before}`, after: `${to}: ${kind.after}` }];
}

/** Only the spec distinguishes cursors from other objects, so here they count as methods. */
function kindName({ driver, owner, member }: PlacedMember): string {
  return kindOf(driver, owner, member, () => false);
}

function overloadsOf({ driver, owner, member }: PlacedMember<DriverMethod>) {
  return { overloads: member.overloads.map((signature) => ({ driver, signature, outer: owner.typeParameters })) };
}

function compareProperties(
  subject: string,
  before: PlacedMember<DriverProperty>,
  after: PlacedMember<DriverProperty>,
): Change[] {
  const isAlike = before.owner.typeParameters.length === after.owner.typeParameters.length;
  const marked = ({ driver, owner, member }: PlacedMember<DriverProperty>): MarkedType => {
    const type = isAlike ? member.type : stableType(member.type, owner.typeParameters);
    return { driver, type, variables: owner.typeParameters.map((each) => each.name), optional: member.optional };
  };
  const [from, to] = comparedPair(marked(before), marked(after));
  const types = compareTypes(from, to, 'read');
  const marks = marksDetail(before.member, after.member);
  const written = compareWritten(before.member, after.member, { before: from, after: to });
  if (types === undefined && marks === undefined && written === undefined) return [];
  const isValue = [before, after].every(({ member }) => member.static && member.type.shape.kind === 'literal');
  const rule = isValue ? 'value-changed' : 'member-changed';
  const detail = commonDetail([types, written, marks && { detail: marks }]);
  return [{ ...memberChange(subject, before, after), rule, detail }];
}

/** The detail that all differences have in common. */
function commonDetail(differences: readonly (TypeDifference | undefined)[]): Detail | undefined {
  const [first, ...others] = new Set(differences.flatMap((each) => (each === undefined ? [] : [each.detail])));
  return others.length === 0 ? first : undefined;
}

/** For users, a getter and a readonly field are the same. */
function marksDetail(
  before: DriverProperty,
  after: DriverProperty,
): 'narrowed' | 'widened' | 'nullable' | 'required' | undefined {
  if (before.optional !== after.optional) return after.optional ? 'nullable' : 'required';
  if (before.readonly !== after.readonly) return after.readonly ? 'narrowed' : 'widened';
  return undefined;
}

function flagChanges(subject: string, before: PlacedMember, after: PlacedMember): Change[] {
  const { place, docs } = after.member;
  return compareFlags(before.member.docs, after.member.docs).map(({ what, direction, ...texts }) => ({
    rule: `${what}-${direction}`,
    subject,
    ...texts,
    reaches: [subject],
    place,
    docs,
  }));
}

/** The text of a member's declaration, with all overloads. */
export function memberText(member: DriverMember): string {
  const access = member.protected === true ? 'protected ' : '';
  const prefix = `${access}${member.static ? 'static ' : ''}${member.abstract ? 'abstract ' : ''}`;
  if (member.kind === 'method') {
    const name = `${prefix}${member.name}${member.optional === true ? '?' : ''}`;
    return member.overloads.map((each) => name + each.text).join('; ');
  }
  const readonly = member.readonly ? 'readonly ' : '';
  if (member.setterType !== undefined)
    return `${prefix}get ${member.name}(): ${member.type.text}; ${prefix}set ${member.name}(value: ${member.setterType.text})`;
  return `${prefix}${readonly}${member.name}${member.optional ? '?' : ''}: ${member.type.text}`;
}
