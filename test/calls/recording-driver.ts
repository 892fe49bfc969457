import { register } from 'node:module';
import { fileURLToPath, pathToFileURL } from 'node:url';

/** The construction of a driver class, or a call that follows it. */
export interface Construction {
  readonly class: string;
  readonly args: readonly unknown[];
  readonly made: object;
}

/**
 * Replaces `mongodb` for all modules that are loaded from now on. The classes that users construct only record the
 * call, and construct nothing. Everything else is the driver's.
 */
export function replaceDriver(constructible: readonly string[]): {
  constructions: Construction[];
  introductions: unknown[][];
} {
  const real = pathToFileURL(fileURLToPath(import.meta.resolve('mongodb'))).href;
  const recorded = { constructions: [], introductions: [] };
  Reflect.set(globalThis, 'recorded', recorded);
  const driver = `data:text/javascript,${encodeURIComponent(recordingModule(real, constructible))}`;
  const hooks = `export function resolve(specifier, context, next) {
    return specifier === 'mongodb' ? { url: ${JSON.stringify(driver)}, shortCircuit: true } : next(specifier, context);
  }`;
  register(`data:text/javascript,${encodeURIComponent(hooks)}`);
  return recorded;
}

function recordingModule(real: string, names: readonly string[]): string {
  return `
    import * as real from ${JSON.stringify(real)};
    export * from ${JSON.stringify(real)};
    const { constructions, introductions } = globalThis.recorded;
    function recording(name) {
      function Recording(...args) {
        const made = Object.create(Recording.prototype);
        constructions.push({ class: name, args, made });
        return made;
      }
      Recording.prototype = Object.create(real[name].prototype, { constructor: { value: Recording } });
      Recording.prototype.appendMetadata = function (...args) { introductions.push([this, ...args]); };
      return Recording;
    }
    ${names.map((name) => `export const ${name} = recording('${name}');`).join('\n')}
  `;
}
