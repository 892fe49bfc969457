import { canonicalOperand, type Operand } from './canonical.js';
import type { NameSpan, Part, Shape, TypeText } from './type-text.js';

/** Puts a type together from its parts: the text, the canonical text, and where each name and part stands. */
export class TypeBuilder {
  #text = '';
  #canonical = '';
  readonly #names: NameSpan[] = [];

  /** Text that is the same in both forms, unless the canonical one is given. */
  write(text: string, canonical = text): this {
    this.#text += text;
    this.#canonical += canonical;
    return this;
  }

  /** Notes that `name` starts where the text ends now; it still has to be written. */
  mark(name: string, value: boolean): this {
    const start = this.#text.length;
    this.#names.push({ name, start, end: start + name.length, value });
    return this;
  }

  /** A part that is there already. */
  type(type: TypeText, operand: Operand = 'whole'): Part {
    const start = this.#text.length;
    for (const name of type.names) {
      this.#names.push({ ...name, start: name.start + start, end: name.end + start });
    }
    this.write(type.text, canonicalOperand(type, operand));
    return { type, start, end: start + type.text.length };
  }

  get text(): string {
    return this.#text;
  }

  done(shape: Shape, canonical = this.#canonical): TypeText {
    return { text: this.#text, canonical, names: this.#names, shape };
  }
}
