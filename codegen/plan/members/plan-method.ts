import { fixInGenerator } from '../../common/project/fix-in-generator.js';
import { firstItem } from '../../common/first-item.js';
import type { Problem } from '../../common/problem.js';
import type { CommandBody, Dressed } from '../../frameworks/contract/given.js';
import type { PlannedParameter, PlannedSignature } from '../../frameworks/contract/told.js';
import type { DriverMethod } from '../../model/driver.js';
import type { Signature } from '../../model/types/type-text.js';
import type { Claim } from '../../spec/spec.js';
import type { MemberPlan } from '../file-plan.js';
import { returnsCursor } from '../lazy/recipes.js';
import { declaredName } from '../member-names.js';
import { linkTo, modifiersOf, type OwnScope } from '../member-scope.js';
import { importType } from '../scope.js';
import { planDocs, planOverloadDocs } from '../text/docs.js';
import { type Code, flat, layout } from '../text/layout.js';
import { mayBeNull } from '../types/nullability.js';
import { dressOf } from './dress.js';
import { type BodyRequest, type BodySignatures, planCommand } from '../calls/plan-body.js';
import { implementationParameters, planSignature, restsDiffer, signatureCode } from './plan-signature.js';
import { nullableOf } from '../calls/plan-nullable.js';
import { planMethodValue } from '../calls/plan-value.js';

/**
 * Plans a command, executor, cursor, chain or other method: its overloads with the names of wrappers, and one body.
 * Empty if the framework leaves it out.
 */
export function planMethod(scope: OwnScope, member: DriverMethod, claim: Claim): MemberPlan[] {
  const signatures: BodySignatures = member.overloads.map((source) => ({
    ...planSignature(scope, source, scope.class.typeParameters),
    source,
  }));
  if (restsDiffer(signatures)) scope.problems.push(differingRests(scope));
  const offered = isCommandClaim(claim)
    ? signatures.flatMap((signature) => offeredFor(scope, signature, signatures))
    : signatures.map((signature) => ({ source: signature.source, signature }));
  const overloaded = offered.length > 1;
  const parameters = overloaded ? implementationParameters(signatures) : (signatures[0]?.parameters ?? []);
  const request: BodyRequest = { member, claim, signatures, parameters, overloaded };
  if (isCommandClaim(claim)) {
    const body = planCommand(scope, request);
    return [laidOut(scope, member, { offered: inOrder(offered), parameters, body, docs: commandDocs(scope, member) })];
  }
  const { before, result, statements } = planMethodValue(scope, request);
  const nullable = (): boolean | Code => {
    const giving = member.overloads.map((source) => ({ source, nullable: mayBeNull(scope.driver, source.returns) }));
    return nullableOf(scope, giving, parameters);
  };
  const covers = member.overloads.length;
  const dressed = dressOf(scope, { parameters, overloads: signatures, result, nullable, covers });
  if (dressed === 'hidden') return [];
  const body = { statements: [...before, ...(dressed?.statements ?? statements)] };
  const line = dressed?.docs ?? valueLine(scope, member, claim, linkTo(scope, member));
  const docs = methodDocs(scope, line, undefined);
  return [laidOut(scope, member, { offered: offered.map((each) => inDress(each, dressed)), parameters, body, docs })];
}

/** The signatures with which a framework replaces one overload of a command. */
function offeredFor(
  scope: OwnScope,
  signature: BodySignatures[number],
  signatures: BodySignatures,
): OfferedSignature[] {
  const offers = scope.framework.signatures?.(signature, importType(scope), signatures, scope.member);
  return (offers ?? [signature]).map((each) => ({ source: signature.source, signature: each }));
}

function inDress({ source, signature }: OfferedSignature, dressed: Dressed | undefined): OfferedSignature {
  if (dressed === undefined) return { source, signature };
  return { source, signature: { ...signature, returns: dressed.returns(signature.returns) } };
}

interface Planned {
  /** The signatures that users see, in order. */
  readonly offered: readonly OfferedSignature[];
  /** The driver's parameters, with the names in the implementation. */
  readonly parameters: readonly PlannedParameter[];
  readonly body: CommandBody;
  /** The doc comment of an overload. */
  readonly docs: (source: Signature, isFirst: boolean) => string[];
}

/** Lays out a method. */
function laidOut(scope: OwnScope, member: DriverMethod, { offered, parameters, body, docs }: Planned): MemberPlan {
  const overloaded = offered.length > 1;
  // The implementation of overloads is untyped, since users only see the overloads.
  const implementation = overloaded
    ? { typeParameters: [], parameters: [...parameters, ...(body.parameters ?? [])], returns: 'any' }
    : firstItem(offered).signature;
  const modifiers = modifiersOf(scope, member);
  const name = declaredName(scope, member);
  return {
    subject: scope.subject,
    covers: member.overloads.length,
    hasBody: true,
    declarations: overloaded
      ? offered.map(({ source, signature }, at) => ({
          docs: docs(source, at === 0),
          lines: layout([modifiers, name, signatureCode(signature), ';'], 2),
        }))
      : [],
    docs: overloaded ? [] : docs(firstItem(member.overloads), true),
    head: layout([modifiers, name, signatureCode(implementation), ' {'], 2),
    body: body.statements.flatMap((statement) => layout([statement, ';'], 4)),
  };
}

function differingRests(scope: OwnScope): Problem {
  return {
    rule: 'not-plannable',
    severity: 'error',
    subject: scope.subject,
    message: `${scope.subject} has overloads with a rest parameter where others have one argument, and one body has to serve them all`,
    fix: fixInGenerator(
      'teach codegen/plan/members/plan-signature.ts to tell the overloads apart',
      'omit the member with that reason',
    ),
    at: scope.place,
  };
}

interface OfferedSignature {
  /** The driver's overload that it replaces. */
  readonly source: Signature;
  readonly signature: PlannedSignature;
}

/**
 * Leaves out signatures that the compiler would never choose: a framework may return the same one for two overloads.
 */
function inOrder(offered: readonly OfferedSignature[]): OfferedSignature[] {
  const ordered = (['first', undefined, 'last'] as const).flatMap((place) =>
    offered.filter(({ signature }) => signature.stands === place),
  );
  const first = new Map(ordered.toReversed().map((each) => [flat(signatureCode(each.signature)), each]));
  return ordered.filter((each) => first.get(flat(signatureCode(each.signature))) === each);
}

function isCommandClaim({ kind }: Claim): boolean {
  return kind === 'command' || kind === 'executor';
}

/** The doc line of a synchronous method. */
function valueLine(scope: OwnScope, member: DriverMethod, claim: Claim, link: string): string {
  if (returnsCursor(scope, member)) return `The recipe of ${link}.`;
  if (scope.role !== 'recipe' || claim.kind !== 'chain') return `Calls ${link}.`;
  const isCopy = member.name === scope.lazy?.roleOf(scope.class.name, 'copy');
  return isCopy
    ? `Returns this recipe itself, which never changes, in place of ${link}.`
    : `A recipe with ${link} added.`;
}

function commandDocs(scope: OwnScope, member: DriverMethod): Planned['docs'] {
  const { docs } = scope.framework;
  const returns = docs.returns && ((text: string) => docs.returns?.(text, scope.member) ?? text);
  return methodDocs(scope, docs.command(linkTo(scope, member), scope.member), returns);
}

function methodDocs(scope: OwnScope, line: string, returns: ((text: string) => string) | undefined): Planned['docs'] {
  return (source, isFirst) => {
    const request = { mode: scope.docsMode, line, docs: source.docs, returns };
    return isFirst ? planDocs(request) : planOverloadDocs(request);
  };
}
