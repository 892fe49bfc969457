import { EventEmitter } from 'node:events';

import type { Idiom, Method } from './idiom.js';
import type { ShapeClass, ShapeMember } from './shape.js';

/** Anything with members that are reached by name. */
type Members = Record<string | symbol, unknown>;

/** Emitted by an emitter of Node's about itself. */
const OWN_EVENTS: ReadonlySet<string | symbol> = new Set(['newListener', 'removeListener']);

/** The error that a run ended by. */
class Failure {
  error: { readonly reason: unknown } | undefined;
  readonly promise: Promise<never>;
  fail!: (reason: unknown) => void;

  constructor() {
    this.promise = new Promise((_, reject) => {
      this.fail = (reason) => {
        this.error = { reason };
        reject(reason);
      };
    });
    // Nobody may be stepping.
    this.promise.catch(() => undefined);
  }
}

/**
 * What the driver's tests take for a cursor: they build and step one object. It holds the newest recipe, and one run that it opens when
 * it is first stepped; each member of it is one of the recipe's or of the run's, and it has no others.
 */
export class CursorFacade extends EventEmitter {
  /** The newest recipe. */
  #recipe: Members;
  #run: Members | undefined;
  /** Whether something has been asked of the run, so that a builder call comes too late for it. */
  #isStepped = false;
  /** Whether a command of the recipe has had a run of its own, which is closed. */
  #isConsumed = false;
  readonly #failure = new Failure();
  readonly #idiom: Idiom;

  constructor(recipe: object, idiom: Idiom) {
    super();
    this.#recipe = recipe as Members;
    this.#idiom = idiom;
    this.on('newListener', (event: string | symbol) => this.#forward(event));
  }

  /** Replaces the recipe by what a builder call gives. */
  build(member: ShapeMember, args: readonly unknown[]): this {
    this.#recipe = method(this.#recipe, member.name).apply(this.#recipe, [...args]) as Members;
    if (!this.#isStepped) this.#run = undefined;
    return this;
  }

  /** The newest recipe, for a copy. */
  get recipe(): object {
    return this.#recipe;
  }

  /** The run, for the internals that fall through. */
  get openedRun(): object {
    const run = this.#open();
    this.#isStepped = true;
    return run;
  }

  read(member: ShapeMember): unknown {
    return this.#recipe[member.name];
  }

  /** Runs a command of the recipe; of one that is being stepped already, what is left of its run. */
  async execute(member: ShapeMember, args: readonly unknown[]): Promise<unknown> {
    if (this.#isStepped && member.name === 'toArray') return this.#rest();
    const result = await this.#idiom.call(method(this.#recipe, member.name), this.#recipe, args, member.required);
    if (member.name === 'toArray' || member.name === 'forEach') this.#isConsumed = true;
    return result;
  }

  /** Reads something of the run. */
  look(member: ShapeMember): unknown {
    if (this.#isConsumed && this.#run === undefined) return member.name === 'closed';
    return this.#open()[member.name];
  }

  /** Calls a member of the run that is no command. */
  call(member: ShapeMember, args: readonly unknown[]): unknown {
    const run = this.#open();
    this.#isStepped = true;
    return method(run, keyOf(member.name)).apply(run, [...args]);
  }

  /** Steps the run. */
  async step(member: ShapeMember, args: readonly unknown[]): Promise<unknown> {
    const run = this.#open();
    this.#isStepped = true;
    return this.#orFailure(this.#idiom.call(method(run, member.name), run, args, member.required));
  }

  /** What a step gives, unless the run has ended by an error that only who opened it is told. */
  async #orFailure(step: Promise<unknown>): Promise<unknown> {
    const result = await Promise.race([step, this.#failure.promise]);
    if (this.#failure.error !== undefined) throw this.#failure.error.reason;
    return result;
  }

  async #rest(): Promise<unknown[]> {
    const run = this.#open();
    const ask = (name: string): Promise<unknown> => this.#idiom.call(method(run, name), run, [], 0);
    const documents: unknown[] = [];
    while (await ask('hasNext')) documents.push(await ask('next'));
    return documents;
  }

  #open(): Members {
    if (this.#run !== undefined) return this.#run;
    if (this.#idiom.open === undefined)
      throw new TypeError('The idiom of a lazy framework has to say how a run is opened.');
    this.#run = this.#idiom.open(this.#recipe, (error) => this.#failure.fail(error)) as Members;
    for (const event of this.eventNames()) this.#listen(event);
    return this.#run;
  }

  /** Listeners are the run's affair: a change stream begins with the first one. */
  #forward(event: string | symbol): void {
    if (this.listenerCount(event) > 0 || OWN_EVENTS.has(event)) return;
    if (this.#run === undefined) this.#open();
    this.#listen(event);
  }

  #listen(event: string | symbol): void {
    if (OWN_EVENTS.has(event) || this.#run === undefined) return;
    const run = this.#run as unknown as EventEmitter;
    const forward = (...args: unknown[]): void => {
      this.emit(event, ...args);
      if (this.listenerCount(event) === 0) run.off(event, forward);
    };
    run.on(event, forward);
    this.on('removeListener', (removed) => {
      if (removed === event && this.listenerCount(event) === 0) run.off(event, forward);
    });
  }
}

/** Makes the facade of a class of recipes: a subclass of its base's facade, with the members that the framework offers. */
export function facadeClass(
  declared: ShapeClass,
  recipeClass: abstract new (...args: never[]) => object,
  Base: typeof CursorFacade,
  idiom: Idiom,
): typeof CursorFacade {
  const name = declared.name;
  // The driver's tests construct two of them; the others come from members that give cursors.
  const Facade = {
    [name]: class extends Base {
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

/** What a member of a facade does, by the kind of the recipe's or run's. */
function behaviour(member: ShapeMember): (facade: CursorFacade, args: readonly unknown[]) => unknown {
  if (member.kind === 'property') return (facade) => (member.run ? facade.look(member) : facade.read(member));
  if (member.kind === 'chain') return member.copies ? copy : (facade, args) => facade.build(member, args);
  if (member.run && member.kind === 'command') return (facade, args) => facade.step(member, args);
  if (member.run) return (facade, args) => facade.call(member, args);
  if (member.kind === 'command' || member.kind === 'executor') return (facade, args) => facade.execute(member, args);
  return (facade, args) => method(facade.recipe as Members, keyOf(member.name)).apply(facade.recipe, [...args]);
}

function copy(facade: CursorFacade): CursorFacade {
  return new (facade.constructor as unknown as new (recipe: object) => CursorFacade)(facade.recipe);
}

/** `[Symbol.asyncIterator]` as it is declared, as a key. */
function keyOf(name: string): string | symbol {
  const symbol = /^\[Symbol\.(\w+)\]$/.exec(name)?.[1];
  return symbol === undefined ? name : ((Symbol as unknown as Record<string, symbol>)[symbol] ?? name);
}

function method(target: Members, name: string | symbol): Method {
  const found = target[name];
  if (typeof found !== 'function') throw new TypeError(`${String(name)} is not offered by the framework`);
  return found as Method;
}
