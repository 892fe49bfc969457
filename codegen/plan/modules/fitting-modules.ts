import type { FrameworkSource } from '../../frameworks/framework-source.js';

/**
 * A framework with only those of its modules whose classes are wrapped. The others would import modules that are not
 * emitted.
 *
 * @param classes - the wrapped classes of the driver
 */
export function fittingModules(source: FrameworkSource, classes: ReadonlySet<string>): FrameworkSource {
  const { framework, runtime } = source;
  const left = (framework.modules ?? []).filter(({ needs = [] }) => !needs.every((name) => classes.has(name)));
  if (left.length === 0) return source;
  const files = new Set(left.map(({ file }) => file));
  return {
    ...source,
    framework: { ...framework, modules: framework.modules?.filter(({ file }) => !files.has(file)) },
    runtime: runtime.filter(({ path }) => !files.has(path)),
  };
}
