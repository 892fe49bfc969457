import { canonicalModule } from '../../../model/types/canonical.js';
import { TypeBuilder } from '../../../model/types/type-builder.js';
import type { ReadContext } from '../read-context.js';

/** Builds a type from its nodes, in their scope. */
export class TextBuilder extends TypeBuilder {
  constructor(private readonly context: ReadContext) {
    super();
  }

  /** Writes a name that refers to a declaration or a type parameter, and the rest of a dotted name: `.CLOSE`. */
  name(name: string, rest = '', value = false): this {
    const { scope } = this.context;
    const bound = value ? undefined : scope.typeParameters.get(name);
    const parameter = value ? scope.parameters.get(name) : undefined;
    if (bound?.inside !== true && parameter === undefined) this.mark(name, value);
    return this.write(name + rest, (bound?.canonical ?? parameter ?? canonicalName(name, this.context)) + rest);
  }

  /** Writes the declaration of a type parameter. The context is the one inside. */
  declare(name: string, { scope }: ReadContext): this {
    return this.write(name, scope.typeParameters.get(name)?.canonical ?? name);
  }
}

/**
 * The canonical form of an imported name is its name in the module: `ConnectionOptions_2` of this release may be
 * `ConnectionOptions` in the next.
 */
function canonicalName(name: string, { imports, renamed }: ReadContext): string {
  const found = imports.get(name);
  if (found === undefined) return renamed.get(name) ?? name;
  const module = `import('${canonicalModule(found.module)}')`;
  return found.name === '*' ? module : `${module}.${found.name}`;
}
