/** What messages send users to. */
const ISSUES = 'https://github.com/motorized/motorized/issues';

const OF_A_USER = `update @motorized/codegen, and if the newest release says so too, report it at ${ISSUES}`;

/** Whether a module is part of an installed package: whoever runs it uses the generator, and does not work on it. */
export function isInstalled(module: string): boolean {
  return module.includes('/node_modules/');
}

/**
 * What to do about something that the generator cannot do: who works on it reads which module to extend, who uses it what else helps.
 *
 * @param extend - what to change in the generator: `teach codegen/plan/plan.ts to ...`
 * @param meanwhile - what helps without that, where something does
 * @param installed - whether the generator is installed
 */
export function fixInGenerator(extend: string, meanwhile?: string, installed = isInstalled(import.meta.url)): string {
  const fix = installed ? OF_A_USER : extend;
  return meanwhile === undefined ? fix : `${meanwhile}, or ${fix}`;
}
