import { canonicalModule } from '../../../model/types/canonical.js';
import { TypeBuilder } from '../../../model/types/type-builder.js';
import type { ReadContext } from '../read-context.js';

/** Puts a type together from what its nodes say, in the scope that they stand in. */
export class TextBuilder extends TypeBuilder {
  constructor(private readonly context: ReadContext) {
    super();
  }

  /** A name that refers to a declaration or to a type parameter, and what follows it in the same word: `.CLOSE`. */
  name(name: string, rest = '', value = false): this {
    const { scope } = this.context;
    const bound = value ? undefined : scope.typeParameters.get(name);
    const parameter = value ? scope.parameters.get(name) : undefined;
    if (bound?.inside !== true && parameter === undefined) this.mark(name, value);
    return this.write(name + rest, (bound?.canonical ?? parameter ?? canonicalName(name, this.context)) + rest);
  }

  /** A type parameter where it is declared; the context is the one inside. */
  declare(name: string, { scope }: ReadContext): this {
    return this.write(name, scope.typeParameters.get(name)?.canonical ?? name);
  }
}

/**
 * An imported name is what the module calls it: `ConnectionOptions_2` of this release may be `ConnectionOptions` in the
 * next.
 */
function canonicalName(name: string, { imports, renamed }: ReadContext): string {
  const found = imports.get(name);
  if (found === undefined) return renamed.get(name) ?? name;
  const module = `import('${canonicalModule(found.module)}')`;
  return found.name === '*' ? module : `${module}.${found.name}`;
}
