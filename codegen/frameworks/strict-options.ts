/**
 * How emitted modules are compiled, as a `tsconfig.json` says it: as strictly as the packages that are published, and more
 * strictly than any user's project by default. Two compilers take it. The kit and `follow` have the one that comes with the
 * generator, which emits as well and whose trees say what an error is about; `lines` has the project's own, which its users have.
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
