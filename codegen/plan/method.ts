import type { PlannedParameter, PlannedSignature } from '../frameworks/framework.js';
import type { DriverMethod, Signature } from '../model/driver.js';
import type { Claim } from '../spec/model.js';
import { argumentCode, planArgument } from './arguments.js';
import { planDocs, planOverloadDocs } from './docs.js';
import { isFactory, isThisPromise } from './factory.js';
import { first } from './first.js';
import { type Code, flat, layout, list } from './layout.js';
import { linkTo, type MemberScope, modifiersOf } from './member-scope.js';
import type { MemberPlan } from './plan.js';
import type { Result } from './results.js';
import { forwarded, implementationParameters, parameterName, planSignature, signatureCode } from './signatures.js';
import { driverNamespace, importType, type Scope, spell } from './spell.js';

type Signatures = (PlannedSignature & { readonly result: Result; readonly source: Signature })[];

/** A command, executor, cursor, chain or other method: the overloads in the wrappers' names, and one body. */
export function planMethod(scope: MemberScope, member: DriverMethod, claim: Claim): MemberPlan {
  const { framework } = scope;
  const isCommand = claim.kind === 'command' || claim.kind === 'executor';
  const signatures: Signatures = member.overloads.map((source) => ({ ...planSignature(scope, source), source }));
  const offered = signatures.flatMap((signature): { source: Signature; signature: PlannedSignature }[] =>
    (isCommand && framework.signatures ? framework.signatures(signature, importType(scope)) : [signature]).map((each) => ({
      source: signature.source,
      signature: each,
    })),
  );
  const overloaded = offered.length > 1;
  const parameters = overloaded ? implementationParameters(signatures) : (signatures[0]?.parameters ?? []);
  const call = callCode(scope, member, parameters, overloaded);
  const body = isCommand
    ? framework.command({ promise: promiseCode(scope, member, signatures, call, parameters), throws: isFactory(scope, member), parameters, overloads: signatures, runtime: runtimeOf(scope) })
    : { statements: valueStatements(scope, signatures, call) };
  const modifiers = modifiersOf(scope, member);
  const docs = methodDocs(scope, member, isCommand);

  return {
    subject: scope.subject,
    covers: member.overloads.length,
    hasBody: true,
    declarations: overloaded
      ? offered.map(({ source, signature }, at) => ({
          docs: docs(source, at === 0),
          lines: layout([modifiers, member.name, signatureCode(signature), ';'], 2),
        }))
      : [],
    docs: overloaded ? [] : docs(first(member.overloads), true),
    head: overloaded
      ? layout([modifiers, member.name, signatureCode({ typeParameters: [], parameters: [...parameters, ...extraParameters(body)], returns: 'any' }), ' {'], 2)
      : layout([modifiers, member.name, signatureCode(first(offered).signature), ' {'], 2),
    body: body.statements.flatMap((statement) => layout([statement, ';'], 4)),
  };
}

function extraParameters(body: { readonly parameters?: readonly PlannedParameter[] }): readonly PlannedParameter[] {
  return body.parameters ?? [];
}

/** `this.delegate.find<T>(filter, unwrapOptions(options, 'session'))` */
function callCode(scope: MemberScope, member: DriverMethod, parameters: readonly PlannedParameter[], overloaded: boolean): Code {
  const receiver = member.static ? `${driverNamespace(scope, 'value')}.${scope.class.name}` : 'this.delegate';
  // The implementation behind overloads is untyped, so that the driver's own overloads need no arguments there.
  const typeArguments = overloaded ? [] : first(member.overloads).typeParameters.map((each) => each.name);
  const args = parameters.map((parameter, at) => argumentCode(scope, planArgument(scope, member.overloads.map(forwarded), at), parameter));
  return [`${receiver}.${member.name}`, typeArguments.length === 0 ? '' : { ...list('<', typeArguments, '>'), isArguments: true }, list('(', args, ')')];
}

/** The call with its result wrapped: `this.delegate.rename(newName).then(classes.Collection.wrap)`. */
function promiseCode(scope: MemberScope, member: DriverMethod, signatures: Signatures, call: Code, parameters: readonly PlannedParameter[]): Code {
  if (isFactory(scope, member)) {
    return [`new this`, list('(', parameters.map((each) => each.name), ')'), `.${member.name}()`];
  }
  if (signatures.every((each) => isThisPromise(each.source))) return [call, '.then(() => this)'];
  const wrapper = commonWrapper(scope, signatures);
  return wrapper === undefined ? call : [call, '.then', list('(', [wrapper], ')')];
}

/** Overloads share one body, so that they must agree on how their results are wrapped. */
function commonWrapper(scope: MemberScope, signatures: Signatures): Code | undefined {
  const wrappers = signatures.map((each) => each.result.wrapper);
  const [wrapper] = wrappers;
  if (wrappers.some((each) => spelledOnce(each) !== spelledOnce(wrapper))) scope.problems.push(disagreement(scope));
  return wrapper;
}

function spelledOnce(code: Code | undefined): string | undefined {
  return code === undefined ? undefined : flat(code);
}

function disagreement(scope: MemberScope) {
  return {
    rule: 'not-plannable',
    severity: 'error' as const,
    subject: scope.subject,
    message: `${scope.subject} has overloads whose results are wrapped in different ways, and one body has to serve them`,
    fix: 'omit the member with that reason, or teach codegen/plan/member.ts to tell the overloads apart',
    at: scope.place,
  };
}

/** What a synchronous method gives: itself for a chain, a wrapper, the driver's value, or nothing. */
function valueStatements(scope: MemberScope, signatures: Signatures, call: Code): Code[] {
  if (signatures.every((each) => each.source.returns.shape.kind === 'this')) return [call, 'return this'];
  if (signatures.every((each) => each.source.returns.text === 'void')) return [call];
  const wrapped = signatures.filter((each) => each.source.returns.shape.kind !== 'this');
  const wrapper = commonWrapper(scope, wrapped);
  if (wrapper === undefined) return [['return ', call]];
  // A chain gives back the driver's own object, and `wrap` has one wrapper for one object.
  if (typeof wrapper === 'string') return [['return ', wrapper, list('(', [call], ')')]];
  return [
    ['const result = ', call],
    ['return ', first(wrapped).result.wrap?.('result') ?? 'result'],
  ];
}

/** `[Symbol.asyncIterator]` and the like keep the driver's types, and go through the wrapper's own members. */
export function planProtocol(scope: MemberScope, member: DriverMethod, claim: Claim): MemberPlan {
  const source = first(member.overloads);
  const names = claim.through.map((each) => `'${each.name}'`);
  const receiver: Code =
    names.length === 0
      ? 'this.delegate'
      : [scope.imports.ours('through', '../internal/iterate.js'), list('(', ['this.delegate', 'this', ...names], ')')];
  const parameters = source.parameters.map((each, at) => parameterName(each.name, at));
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
    head: layout([modifiersOf(scope, member), member.name, signatureCode(signature), ' {'], 2),
    body: layout([['return ', receiver, member.name, list('(', parameters, ')')], ';'], 4),
  };
}

/** A symbol cannot be linked to, so that the class is. */
function protocolLine(scope: MemberScope, claim: Claim): string {
  const link = `{@link ${driverNamespace(scope, 'type')}.${scope.class.name}}`;
  const own = claim.through.map((each) => `\`${each.name}\``);
  return own.length === 0 ? `As of ${link}.` : `As of ${link}, through this wrapper's ${own.join(' and ')}.`;
}

function methodDocs(scope: MemberScope, member: DriverMethod, isCommand: boolean) {
  const { docs } = scope.framework;
  const link = linkTo(scope, member);
  return (source: Signature, isFirst: boolean): string[] => {
    const request = {
      mode: scope.docsMode,
      line: isCommand ? docs.command(link) : `Passes on to ${link}.`,
      docs: source.docs,
      returns: isCommand ? docs.returns?.bind(docs) : undefined,
    };
    return isFirst ? planDocs(request) : planOverloadDocs(request);
  };
}

function runtimeOf(scope: Scope): (name: string) => string {
  return (name) => scope.imports.ours(name, './runtime.js');
}
