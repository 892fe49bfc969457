import { expect } from 'chai';

import type { Parameter, Signature, TypeText } from '../../codegen/model/types/type-text.js';
import type { Fakes } from './fakes.js';
import { deepFreeze, type WrapperModule } from './framework.js';
import type { Hold } from './inventory.js';

/** Whether driver objects are passed wrapped, as they are, or left out if they are optional. */
export type Handing = 'wrapped' | 'raw' | 'none';

/** An argument, and the value that the driver has to get. */
export interface Argument {
  readonly name: string;
  readonly given: unknown;
  readonly check: (arrived: unknown) => unknown;
}

/** Creates arguments according to the declarations. Everything except driver objects is opaque and frozen. */
export class Arguments {
  constructor(
    readonly fakes: Fakes,
    readonly module: WrapperModule,
  ) {}

  /** The first `count` arguments of an overload. */
  of(signature: Signature, count: number, handing: Handing): Argument[] {
    return signature.parameters
      .filter((parameter) => parameter.name !== 'this')
      .slice(0, count)
      .flatMap((parameter) => this.#parameter(parameter, handing));
  }

  #parameter(parameter: Parameter, handing: Handing): Argument[] {
    if (!parameter.rest) return [this.value(parameter.name, parameter.type, handing)];
    return ['first', 'second'].map((name) => opaque(`${parameter.name}: ${name}`));
  }

  value(name: string, type: TypeText, handing: Handing): Argument {
    const { inventory } = this.fakes;
    const wraps = inventory.executorOf(type);
    if (wraps !== undefined) return this.#function(name, wraps);
    const holds = inventory.holdsOf(type);
    const itself = holds.find((hold) => hold.path.length === 0);
    if (itself !== undefined) return this.#object(name, itself, handing);
    return holds.length === 0 || handing === 'none' ? opaque(name) : this.#options(name, holds, handing);
  }

  #object(name: string, { class: className }: Hold, handing: Handing): Argument {
    const { fake } = this.fakes.make(className);
    const given = handing === 'wrapped' ? this.module.wrap(className, fake) : fake;
    return {
      name,
      given,
      check: (arrived) => expect(arrived === fake, `${name} is the driver's object`).to.equal(true),
    };
  }

  /**
   * `{ other, nested: { other, session } }`; everything that is not on the path to a wrapper has to arrive unchanged.
   */
  #options(name: string, holds: readonly Hold[], handing: Handing): Argument {
    const given = opaqueObject(name);
    const wanted = opaqueObject(name);
    for (const hold of holds) {
      const { fake } = this.fakes.make(hold.class);
      put(given, hold.path, handing === 'wrapped' ? this.module.wrap(hold.class, fake) : fake);
      put(wanted, hold.path, fake);
    }
    deepFreeze(given, (value) => this.fakes.isFake(value) || this.module.isWrapper(value));
    return {
      name,
      given,
      check: (arrived) => {
        if (handing === 'raw') expect(arrived === given, `${name} is the very same object`).to.equal(true);
        this.#same(name, arrived, wanted);
      },
    };
  }

  #same(name: string, arrived: unknown, wanted: unknown): void {
    if (typeof wanted !== 'object' || wanted === null || this.fakes.isFake(wanted)) {
      expect(arrived === wanted, `${name} is what was given, or the driver's object of it`).to.equal(true);
      return;
    }
    expect(Reflect.ownKeys(arrived as object), `the keys of ${name}`).to.deep.equal(Reflect.ownKeys(wanted));
    for (const key of Object.keys(wanted))
      this.#same(`${name}.${key}`, Reflect.get(arrived as object, key), Reflect.get(wanted, key));
  }

  /** A function arrives unchanged, unless the driver calls it with objects that users get wrapped. */
  #function(name: string, wraps: readonly (string | undefined)[]): Argument {
    const seen: unknown[][] = [];
    const result = {};
    const given = (...values: unknown[]): unknown => (seen.push(values), result);
    if (wraps.every((each) => each === undefined)) {
      return {
        name,
        given,
        check: (arrived) => expect(arrived === given, `${name} is the very same function`).to.equal(true),
      };
    }
    const check = async (arrived: unknown): Promise<void> => {
      const values = wraps.map((each) => (each === undefined ? {} : this.fakes.make(each).fake));
      const got: unknown = await (arrived as (...values: unknown[]) => unknown)(...values);
      expect(got === result, `what ${name} gives`).to.equal(true);
      const [called = []] = seen;
      for (const [at, className] of wraps.entries()) {
        const wanted = className === undefined ? values[at] : this.module.wrap(className, values[at] as object);
        expect(called[at] === wanted, `argument ${at + 1} of ${name} is wrapped`).to.equal(true);
      }
    };
    return { name, given, check };
  }
}

function opaque(name: string): Argument {
  const given = Object.freeze(opaqueObject(name));
  return { name, given, check: (arrived) => expect(arrived === given, `${name} is what was given`).to.equal(true) };
}

function opaqueObject(name: string): Record<string, unknown> {
  return { other: name };
}

function put(into: Record<string, unknown>, [key = '', ...rest]: readonly string[], value: unknown): void {
  if (rest.length === 0) into[key] = value;
  else put((into[key] ??= opaqueObject(key)) as Record<string, unknown>, rest, value);
}
