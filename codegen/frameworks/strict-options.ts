/**
 * The compiler options for emitted modules, as a `tsconfig.json` has them: as strict as those of the published
 * packages, and stricter than the defaults of any project. Two compilers take them. The kit and `follow` use the one
 * that comes with the generator, which also emits, and whose syntax trees show what an error is about. `lines` uses the
 * project's own, which users have as well.
 */
export const STRICT_OPTIONS = {
  target: 'es2022',
  lib: ['es2022'],
  module: 'nodenext',
  moduleResolution: 'nodenext',
  types: ['node'],
  declaration: true,
  strict: true,
  exactOptionalPropertyTypes: true,
  noUncheckedIndexedAccess: true,
  noImplicitOverride: true,
  isolatedDeclarations: true,
  stripInternal: true,
  verbatimModuleSyntax: true,
} as const;
