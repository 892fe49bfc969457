import type { Idiom } from '../idiom.js';
import type { CursorFacade } from './cursor-facade.js';
import { keyOf, type Members, methodOf } from './member-access.js';
import type { ShapeClass, ShapeMember } from './shape.js';

/**
 * Creates the facade of a recipe class: a subclass of the facade of its base, with the members that the framework has.
 */
export function facadeClass(
  declared: ShapeClass,
  recipeClass: abstract new (...args: never[]) => object,
  Base: typeof CursorFacade,
  idiom: Idiom,
): typeof CursorFacade {
  const name = declared.name;
  const closer = declared.members.find(({ closes }) => closes)?.name ?? Base.closer;
  // The driver's tests construct two of them. The others come from members that return cursors.
  const Facade = {
    [name]: class extends Base {
      static override readonly closer = closer;

      constructor(...args: unknown[]) {
        const [first] = args;
        super(first instanceof recipeClass ? first : construct(recipeClass, args), idiom);
      }
    },
  }[name] as typeof CursorFacade;
  for (const member of declared.members) define(Facade, recipeClass, member);
  return Facade;
}

function construct(recipeClass: Function, args: readonly unknown[]): object {
  return new (recipeClass as new (...args: readonly unknown[]) => object)(...args);
}

function define(Facade: typeof CursorFacade, recipeClass: Function, member: ShapeMember): void {
  if (member.static) {
    const value: unknown = (recipeClass as unknown as Members)[member.name];
    if (value !== undefined)
      Object.defineProperty(Facade, member.name, { value, enumerable: true, configurable: true });
    return;
  }
  if (!member.run && !(keyOf(member.name) in (recipeClass.prototype as object))) return;
  const isProperty = member.kind === 'property';
  const act = behaviour(member);
  const descriptor: PropertyDescriptor = isProperty
    ? {
        get(this: CursorFacade) {
          return act(this, []);
        },
      }
    : {
        value(this: CursorFacade, ...args: unknown[]) {
          return act(this, args);
        },
        writable: true,
      };
  Object.defineProperty(Facade.prototype, keyOf(member.name), { ...descriptor, configurable: true });
}

/** The implementation of a facade's member, by the kind of the member. */
function behaviour(member: ShapeMember): (facade: CursorFacade, args: readonly unknown[]) => unknown {
  if (member.kind === 'property') return (facade) => (member.run ? facade.look(member) : facade.read(member));
  if (member.kind === 'chain') return member.copies ? copy : (facade, args) => facade.build(member, args);
  if (member.run && member.kind === 'command') return (facade, args) => facade.step(member, args);
  if (member.run) return (facade, args) => facade.call(member, args);
  if (member.kind === 'command' || member.kind === 'executor') return (facade, args) => facade.execute(member, args);
  return (facade, args) => methodOf(facade.recipe as Members, keyOf(member.name)).apply(facade.recipe, [...args]);
}

function copy(facade: CursorFacade): CursorFacade {
  return new (facade.constructor as unknown as new (recipe: object) => CursorFacade)(facade.recipe);
}
