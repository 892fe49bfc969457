import { expect } from 'chai';

import type { TypeText } from '../../codegen/model/types/type-text.js';
import type { Fakes } from './fakes.js';
import type { Wrapper, WrapperModule } from './framework.js';

/** What the driver returns, and what users should get. */
export interface Result {
  readonly title: string;
  readonly raw: unknown;
  /** Whether nothing has to be wrapped, so that the driver's value is passed on. */
  readonly asIs: boolean;
  check(got: unknown): void;
}

/** Creates results according to the declarations, one for each part of a union. */
export class Results {
  constructor(
    readonly fakes: Fakes,
    readonly module: WrapperModule,
  ) {}

  /** @param self - the object on which the member is called, and its wrapper */
  of(type: TypeText, self: { readonly fake: object; readonly wrapper: Wrapper }): Result[] {
    const { shape } = type;
    switch (shape.kind) {
      case 'this':
        return [{ title: 'itself', raw: self.fake, asIs: false, check: same(self.wrapper, 'the wrapper itself') }];
      case 'parenthesized':
        return this.of(shape.of.type, self);
      case 'reference':
        return [this.fakes.inventory.isWrapped(shape.name) ? this.#object(shape.name) : opaque(type.text)];
      case 'array':
        return this.of(shape.of.type, self).map((each) => this.#list(each));
      case 'object':
        return [this.#fields(type, self)];
      case 'union':
        return shape.parts.flatMap((part) => this.of(part.type, self));
      case 'literal':
        return shape.of === 'null'
          ? [exactly(null)]
          : shape.of === 'undefined'
            ? [exactly(undefined)]
            : [opaque(type.text)];
      default:
        return [type.text === 'void' ? exactly(undefined) : opaque(type.text)];
    }
  }

  #object(className: string): Result {
    const { fake } = this.fakes.make(className);
    const check = (got: unknown): void => {
      expect(got === this.module.wrap(className, fake), `the one wrapper of the ${className}`).to.equal(true);
      expect(got).to.be.an.instanceOf(this.module.class(className));
      expect((got as Wrapper).delegate === fake, 'its delegate').to.equal(true);
    };
    return { title: className, raw: fake, asIs: false, check };
  }

  #list(item: Result): Result {
    const raw = [item.raw];
    if (item.asIs) return { title: `${item.title}[]`, raw, asIs: true, check: same(raw, 'the very same list') };
    const check = (got: unknown): void => {
      expect(got).to.be.an('array').with.length(1);
      item.check((got as unknown[])[0]);
    };
    return { title: `${item.title}[]`, raw, asIs: false, check };
  }

  #fields(type: TypeText, self: { readonly fake: object; readonly wrapper: Wrapper }): Result {
    const members = type.shape.kind === 'object' ? type.shape.members.filter((each) => each.kind === 'property') : [];
    const fields = members.flatMap(({ name, type }) =>
      this.of(type, self)
        .slice(0, 1)
        .map((result) => [name, result] as const),
    );
    const raw = Object.freeze(Object.fromEntries(fields.map(([name, result]) => [name, result.raw])));
    if (fields.every(([, result]) => result.asIs)) {
      return { title: type.text, raw, asIs: true, check: same(raw, 'the very same object') };
    }
    const check = (got: unknown): void => {
      expect(got).to.have.all.keys(fields.map(([name]) => name));
      for (const [name, result] of fields) result.check(Reflect.get(got as object, name));
    };
    return { title: type.text, raw, asIs: false, check };
  }
}

function opaque(title: string): Result {
  return { ...exactly(Object.freeze({ result: title })), title };
}

function exactly(raw: unknown): Result {
  return { title: String(raw), raw, asIs: true, check: same(raw, 'the very same value') };
}

function same(wanted: unknown, what: string): (got: unknown) => void {
  return (got) => expect(got === wanted, what).to.equal(true);
}
