import { canonicalOperand, type Operand } from './canonical.js';
import type { NameSpan, Part, Shape, TypeText } from './type-text.js';

/** Builds a type from its parts: the text, the canonical text, and the positions of names and parts. */
export class TypeBuilder {
  #text = '';
  #canonical = '';
  readonly #names: NameSpan[] = [];

  /** Writes a text. The canonical one is the same, unless given. */
  write(text: string, canonical = text): this {
    this.#text += text;
    this.#canonical += canonical;
    return this;
  }

  /** Records that `name` starts at the current end of the text. It still has to be written. */
  mark(name: string, value: boolean): this {
    const start = this.#text.length;
    this.#names.push({ name, start, end: start + name.length, value });
    return this;
  }

  /** Writes an existing type as a part. */
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
