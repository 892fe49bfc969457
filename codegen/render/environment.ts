import Handlebars from 'handlebars';

import { InternalError } from '../common/problem.js';

/** The template, class and member being rendered, for messages. */
export interface Trace {
  template: string;
  subject: string;
}

/**
 * Creates a Handlebars environment that throws on every missing name.
 *
 * `strict` does not check the arguments of blocks: `{{#each typo}}` and `{{#if typo}}` would render nothing. So the
 * three block helpers are replaced by ones that throw unless they get a list or a boolean.
 */
export function createEnvironment(trace: Trace): typeof Handlebars {
  const environment = Handlebars.create();
  environment.registerHelper('each', function (items: unknown, options: Handlebars.HelperOptions) {
    if (!Array.isArray(items)) throw new InternalError(`{{#each}} got ${describe(items)}, expected a list`);
    return items.map((item: unknown, index) => renderItem(trace, item, index, options)).join('');
  });
  environment.registerHelper('if', function (this: unknown, condition: unknown, options: Handlebars.HelperOptions) {
    return decided('if', condition) ? options.fn(this) : options.inverse(this);
  });
  environment.registerHelper('unless', function (this: unknown, condition: unknown, options: Handlebars.HelperOptions) {
    return decided('unless', condition) ? options.inverse(this) : options.fn(this);
  });
  return environment;
}

/** The options of every template: strict, and without HTML escaping, which would write `Promise&lt;T&gt;`. */
export const COMPILE_OPTIONS = { strict: true, noEscape: true, knownHelpersOnly: true } as const;

function renderItem(trace: Trace, item: unknown, index: number, options: Handlebars.HelperOptions): string {
  const outer = trace.subject;
  if (typeof item === 'object' && item !== null && 'subject' in item) trace.subject = String(item.subject);
  const text = options.fn(item, { data: { ...Handlebars.createFrame(options.data), index, first: index === 0 } });
  trace.subject = outer;
  return text;
}

function decided(helper: string, condition: unknown): boolean {
  if (typeof condition === 'boolean') return condition;
  throw new InternalError(`{{#${helper}}} got ${describe(condition)}, expected a boolean`);
}

function describe(value: unknown): string {
  return value === null ? 'null' : typeof value;
}
