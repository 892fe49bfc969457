import { type Call, isDefaulted, isSymbol, memberName } from './call.js';
import type { ApiTypeParameter } from './driver-api.js';
import { markerOf } from './markers.js';

/**
 * What a case checks. Own members count as their kind, and inherited ones once more for each class that has them.
 */
export type CaseKind =
  | 'export'
  | 'class'
  | 'constructor'
  | 'signature'
  | 'callback'
  | 'property'
  | 'event'
  | 'inherited';

/** One comparison, or a few related ones: TypeScript statements that compile if the wrapper is right. */
export interface TypeCase {
  /** The name of the case in a failure: `Collection.findOne#3(filter, options)`. */
  readonly id: string;
  /** `Collection.findOne` */
  readonly member: string;
  readonly kind: CaseKind;
  /** What counts once, however many cases it has: `Collection.findOne#3`, `Collection.findOne#3/2`. */
  readonly subject: string;
  readonly lines: readonly string[];
}

/** A class that is compared, with types for the type parameters of the class that declares the member. */
export interface Place {
  readonly className: string;
  readonly isInherited: boolean;
  /** Whether its objects are recipes in the framework. */
  readonly isRecipe: boolean;
  /** `type TSchema = ...` */
  readonly aliases: readonly string[];
}

type About = Omit<TypeCase, 'lines'>;

/** How a case is named and counted. */
export function about(
  place: Place,
  of: { member: string; isStatic?: boolean; overload?: number },
  kind: CaseKind,
  id: string,
): About {
  const member = memberName(place.className, of);
  return { id, member, kind: place.isInherited ? 'inherited' : kind, subject: `${member}#${of.overload ?? 1}` };
}

/** The member or call that a case checks. */
export interface Subject {
  readonly member?: string;
  readonly call?: Call;
}

/** The statements of a case, in a block that declares the type parameters and `wrapper`, the object with the member. */
export function block(
  place: Place,
  { call, member = call?.signature.member }: Subject,
  statements: readonly string[],
): string[] {
  const aliases = call?.signature.typeParameters.map((each) => `type ${each.name} = ${typeFor(call, each)};`) ?? [];
  const moved =
    place.isRecipe && member !== undefined ? [`const wrapper = given<At<typeof itself, ${key(member)}>>();`] : [];
  const lines = [...place.aliases, ...aliases, ...moved, ...statements].flatMap((line) => line.split('\n'));
  return ['{', ...lines.map((line) => `  ${line}`), '}'];
}

/** The type of a member's key. */
function key(member: string): string {
  return isSymbol(member) ? `typeof ${member.slice(1, -1)}` : `'${member}'`;
}

function typeFor(call: Call, parameter: ApiTypeParameter): string {
  return isDefaulted(call, parameter.constraint) ? (parameter.default ?? markerOf(parameter)) : markerOf(parameter);
}
