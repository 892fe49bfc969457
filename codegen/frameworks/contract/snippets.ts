import { type Code, flat, list } from '../../plan/text/layout.js';
import type { Snippet } from '../reading/code-fault.js';
import type { AddedMember, CommandBody, Dressed } from './given.js';
import type { CommandCall, PlannedParameter, PlannedSignature } from './told.js';

// What of that which a framework gives is code. What it was told stands in it as a name: it is the engine's, and most
// members are alike without it, so that little is left to be parsed.

/** A type in which the framework has put another. */
export function ofType(type: string, told: string): Snippet[] {
  return [{ as: 'type', text: withName(type, told) }];
}

/** The body of a command around the driver's call, which names what the body has to declare. */
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

/** The body of a synchronous member around what it gives. */
export function ofDress({ statements }: Pick<Dressed, 'statements'>, result: Code): Snippet[] {
  return [body(statements, result)];
}

/** The signatures that stand for one. */
export function ofSignatures(signatures: readonly PlannedSignature[], told: PlannedSignature): Snippet[] {
  const types = [told.returns, ...told.parameters.map((each) => each.type), told.resolves ?? ''];
  return signatures.filter((each) => each !== told).map((each) => signature(each, types));
}

/** Members that are added. */
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

/** The code with a name for a part that the engine gave. */
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

/** The names of parameters have been looked at by themselves. */
function parameterHead({ rest, optional }: PlannedParameter, at: number): string {
  return `${rest ? '...' : ''}${NAME}${at}${optional ? '?' : ''}`;
}

function withName(text: string, told: string): string {
  return told === '' ? text : text.replaceAll(told, NAME);
}

/** What stands for a part that the engine gave: a type as well as an expression. */
const NAME = '$told';

/** A piece of code as messages show it. */
export function shownSnippet({ text }: Snippet): string {
  return text.replaceAll(NAME, '…');
}
