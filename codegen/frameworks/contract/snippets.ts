import { type Code, flat, list } from '../../plan/text/layout.js';
import type { Snippet } from '../reading/code-fault.js';
import type { AddedMember, CommandBody, Dressed } from './given.js';
import type { CommandCall, PlannedParameter, PlannedSignature } from './told.js';

// The code in what a framework returns. Parts that come from the engine are replaced by a name: then the code of most
// members is the same, and little is left to parse.

/** A type that the framework has written around another. */
export function ofType(type: string, told: string): Snippet[] {
  return [{ as: 'type', text: withName(type, told) }];
}

/** The body of a command around the driver's call. It has to declare the names that the call uses. */
export function ofCommand(
  { parameters = [], statements }: CommandBody,
  { promise, signal, cursor, context }: Pick<CommandCall, 'promise' | 'signal' | 'cursor' | 'context'>,
): Snippet[] {
  const added = { typeParameters: [], parameters, returns: 'void' };
  const made = body(statements, promise);
  const isCalled = made.text.includes(NAME) || made.text.includes(flat(promise));
  const named = [signal, cursor?.slice(0, cursor.indexOf(':')), context].flatMap((each) => each ?? []);
  const declared = new Set(parameters.map((each) => each.name));
  const declares = isCalled ? named.filter((each) => !declared.has(each)) : [];
  return [...(parameters.length === 0 ? [] : [signature(added, [])]), { ...made, declares }];
}

/** The body of a synchronous member around its result. */
export function ofDress({ statements }: Pick<Dressed, 'statements'>, result: Code): Snippet[] {
  return [body(statements, result)];
}

/** The signatures that replace an overload. */
export function ofSignatures(signatures: readonly PlannedSignature[], told: PlannedSignature): Snippet[] {
  const types = [told.returns, ...told.parameters.map((each) => each.type), told.resolves ?? ''];
  return signatures.filter((each) => each !== told).map((each) => signature(each, types));
}

/** Added members. */
export function ofMembers(members: readonly AddedMember[]): Snippet[] {
  return members.flatMap((member): Snippet[] => {
    switch (member.kind) {
      case 'method':
        return [...member.signatures.map((each) => signature(each, [])), body(member.statements)];
      case 'getter':
        return [...ofType(member.type, ''), body(member.statements)];
      case 'field':
        return [...ofType(member.type, ''), { as: 'expression', text: flat(member.value) }];
    }
  });
}

/** The statements of a module. */
export function ofModule(statements: readonly Code[]): Snippet[] {
  return [{ as: 'module', text: statements.map(flat).join('\n') }];
}

function body(statements: readonly Code[], told?: Code): Snippet {
  const text = statements.map((each) => `${flat(without(each, told))};`).join('\n');
  return { as: 'statements', text };
}

/** Replaces a part that the engine gave by a name. */
function without(code: Code, told: Code | undefined): Code {
  if (code === told && typeof code !== 'string') return NAME;
  if (typeof code === 'string') return code;
  if ('open' in code) return { ...code, items: code.items.map((each) => without(each, told)) };
  return code.map((each) => without(each, told));
}

function signature(
  { typeParameters, parameters, returns }: Omit<PlannedSignature, 'resolves'>,
  told: readonly string[],
): Snippet {
  const spelled = (type: string): string => told.reduce(withName, type);
  const typed = parameters.map((each, at) => `${parameterHead(each, at)}: ${spelled(each.type)}`);
  const generic = typeParameters.length === 0 ? '' : list('<', typeParameters, '>');
  return { as: 'signature', text: flat([generic, list('(', typed, ')'), `: ${spelled(returns)}`]) };
}

/** The names of parameters have been checked separately. */
function parameterHead({ rest, optional }: PlannedParameter, at: number): string {
  return `${rest ? '...' : ''}${NAME}${at}${optional ? '?' : ''}`;
}

function withName(text: string, told: string): string {
  return told === '' ? text : text.replaceAll(told, NAME);
}

/** The name that replaces a part of the engine, as a type or as an expression. */
const NAME = '$told';

/** How messages show a snippet. */
export function shownSnippet({ text }: Snippet): string {
  return text.replaceAll(NAME, '…');
}
