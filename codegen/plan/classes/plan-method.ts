import { firstItem } from '../../common/first-item.js';
import type { Problem } from '../../common/problem.js';
import type { PlannedSignature } from '../../frameworks/framework.js';
import { functionOf } from '../../model/derive-kind.js';
import type { DriverMethod } from '../../model/driver.js';
import { emittedAs } from '../../model/exported-names.js';
import type { Signature } from '../../model/types/type-text.js';
import { promised } from '../../model/values/promises.js';
import type { Claim } from '../../spec/spec.js';
import type { MemberPlan } from '../file-plan.js';
import { returnsCursor } from '../lazy/recipes.js';
import { protocolReceiver as lazyReceiver } from '../lazy/runs.js';
import { accessTo, declaredName } from '../member-names.js';
import { linkTo, type MemberScope, modifiersOf } from '../member-scope.js';
import { importType } from '../scope.js';
import { planDocs, planOverloadDocs } from '../text/docs.js';
import { type Code, layout, list } from '../text/layout.js';
import { parameterName, stringLiteral } from '../text/names.js';
import { ofDriver } from '../types/driver-names.js';
import { namesWrapped } from '../types/plan-result.js';
import { spell } from '../types/spell.js';
import { type BodySignatures, planBody } from './plan-body.js';
import { forwarded, implementationParameters, planSignature, restsDiffer, signatureCode } from './plan-signature.js';

/** A command, executor, cursor, chain or other method: the overloads in the wrappers' names, and one body. */
export function planMethod(scope: MemberScope, member: DriverMethod, claim: Claim): MemberPlan {
  const { framework } = scope;
  const isCommand = isCommandClaim(claim);
  const signatures: BodySignatures = member.overloads.map((source) => ({
    ...planSignature(scope, source, scope.class.typeParameters),
    source,
  }));
  const offered = inOrder(
    signatures.flatMap((signature) => {
      const { source } = signature;
      const offers = isCommand ? framework.signatures?.(signature, importType(scope), signatures) : undefined;
      return (offers ?? [signature]).map((each) => ({ source, signature: each }));
    }),
  );
  const overloaded = offered.length > 1;
  if (restsDiffer(signatures)) scope.problems.push(differingRests(scope));
  const parameters = overloaded ? implementationParameters(signatures) : (signatures[0]?.parameters ?? []);
  const body = planBody(scope, { member, claim, signatures, parameters, overloaded });
  // The implementation behind overloads is untyped: users see the overloads.
  const implementation = overloaded
    ? { typeParameters: [], parameters: [...parameters, ...(body.parameters ?? [])], returns: 'any' }
    : firstItem(offered).signature;
  const modifiers = modifiersOf(scope, member);
  const name = declaredName(scope, member);
  const docs = methodDocs(scope, member, claim);

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

function differingRests(scope: MemberScope): Problem {
  return {
    rule: 'not-plannable',
    severity: 'error',
    subject: scope.subject,
    message: `${scope.subject} has overloads with a list of any length where others have one argument, and one body has to serve them`,
    fix: 'omit the member with that reason, or teach codegen/plan/classes/plan-signature.ts to tell the overloads apart',
    at: scope.place,
  };
}

interface OfferedSignature {
  /** The driver's overload that it stands for. */
  readonly source: Signature;
  readonly signature: PlannedSignature;
}

function inOrder(offered: readonly OfferedSignature[]): OfferedSignature[] {
  return (['first', undefined, 'last'] as const).flatMap((place) =>
    offered.filter(({ signature }) => signature.stands === place),
  );
}

/** `[Symbol.asyncIterator]` and the like keep the driver's types, and go through the wrapper's own members. */
export function planProtocol(scope: MemberScope, member: DriverMethod, claim: Claim): MemberPlan {
  const source = firstItem(member.overloads);
  const names = claim.through.map((each) => each.name);
  const instance = scope.lazy === undefined ? protocolReceiver(scope, names) : lazyReceiver(scope, names);
  const receiver = member.static ? ofDriver(scope, scope.class.name, 'value') : instance;
  const parameters = forwarded(source).parameters.map(
    (each, at) => (each.rest ? '...' : '') + parameterName(each.name, at),
  );
  if (!keepsTypes(scope, member)) scope.problems.push(changesTypes(scope));
  const returns = spell(scope, source.returns, 'out');
  const signature = { typeParameters: [], parameters: planSignature(scope, source).parameters, returns };
  return {
    subject: scope.subject,
    covers: member.overloads.length,
    hasBody: true,
    declarations: [],
    docs: planDocs({
      mode: scope.docsMode,
      line: protocolLine(scope, claim),
      docs: source.docs,
      returns: undefined,
    }),
    head: layout([modifiersOf(scope, member), declaredName(scope, member), signatureCode(signature), ' {'], 2),
    body: layout([['return ', receiver, accessTo(scope, '', member), list('(', parameters, ')')], ';'], 4),
  };
}

/** Whether a protocol member can hand on what it is called with as it is. */
function keepsTypes(scope: MemberScope, { overloads }: DriverMethod): boolean {
  return overloads.every(
    ({ parameters, returns, typeParameters }) =>
      !namesWrapped(scope, returns) &&
      (promised(scope.driver, returns) ?? returns).shape.kind !== 'this' &&
      overloads.length === 1 &&
      typeParameters.length === 0 &&
      parameters.every(
        ({ type }) =>
          functionOf(scope.driver, type) === undefined &&
          !namesWrapped(scope, type) &&
          spell(scope, type, 'in') === spell(scope, type, 'out'),
      ),
  );
}

function changesTypes(scope: MemberScope): Problem {
  return {
    rule: 'not-plannable',
    severity: 'error',
    subject: scope.subject,
    message: `${scope.subject} is named by a symbol, and takes a function, takes or gives a wrapped class, or has overloads or type parameters: one that hands on its arguments as they are was expected`,
    fix: 'omit the member with that reason, or teach codegen/plan/classes/plan-method.ts the shape',
    at: scope.place,
  };
}

/**
 * The driver's own is called on a view of its object whose members are the wrapper's: what users override is gone
 * through.
 */
function protocolReceiver(scope: MemberScope, through: readonly string[]): Code {
  if (through.length === 0) return 'this.delegate';
  const names = through.map(stringLiteral);
  return [
    scope.imports.ours('throughOverrides', '../internal/iterate.js'),
    list('(', ['this.delegate', 'this', `${emittedAs(scope.driver, scope.class.name)}.prototype`, ...names], ')'),
  ];
}

function isCommandClaim({ kind }: Claim): boolean {
  return kind === 'command' || kind === 'executor';
}

/** A symbol cannot be linked to, so that the class is. */
function protocolLine(scope: MemberScope, claim: Claim): string {
  const link = `{@link ${ofDriver(scope, scope.class.name)}}`;
  const own = claim.through.map((each) => `\`${each.name}\``);
  return own.length === 0 ? `As of ${link}.` : `As of ${link}, through this wrapper's ${own.join(' and ')}.`;
}

/** What a method does that is not asynchronous. */
function valueLine(scope: MemberScope, member: DriverMethod, claim: Claim, link: string): string {
  if (returnsCursor(scope, member)) return `The recipe of ${link}.`;
  if (scope.role !== 'recipe' || claim.kind !== 'chain') return `Passes on to ${link}.`;
  const isCopy = member.name === scope.lazy?.roleOf(scope.class.name, 'copy');
  return isCopy ? `This recipe, which never changes: nothing of ${link} gets lost.` : `A recipe with ${link} added.`;
}

function methodDocs(scope: MemberScope, member: DriverMethod, claim: Claim) {
  const isCommand = isCommandClaim(claim);
  const { docs } = scope.framework;
  const link = linkTo(scope, member);
  return (source: Signature, isFirst: boolean): string[] => {
    const request = {
      mode: scope.docsMode,
      line: isCommand ? docs.command(link) : valueLine(scope, member, claim, link),
      docs: source.docs,
      returns: isCommand ? docs.returns?.bind(docs) : undefined,
    };
    return isFirst ? planDocs(request) : planOverloadDocs(request);
  };
}
