/** Where messages send users. */
const ISSUES = 'https://github.com/motorized/motorized/issues';

const OF_A_USER = `update @motorized/codegen, and if the newest release says so too, report it at ${ISSUES}`;

/** Whether a module is part of an installed package, whose user does not work on the generator. */
export function isInstalled(module: string): boolean {
  return module.includes('/node_modules/');
}

/**
 * The fix for something that the generator cannot do: its developers read which module to extend, its users what else they can do.
 *
 * @param extend - what to change in the generator: `teach codegen/plan/plan.ts to ...`
 * @param meanwhile - what helps until then, if anything does
 * @param installed - whether the generator is installed
 */
export function fixInGenerator(extend: string, meanwhile?: string, installed = isInstalled(import.meta.url)): string {
  const fix = installed ? OF_A_USER : extend;
  return meanwhile === undefined ? fix : `${meanwhile}, or ${fix}`;
}
