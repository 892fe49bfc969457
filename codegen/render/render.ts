import type { FilePlan } from '../plan/plan.js';
import { InternalError } from '../problem.js';
import { COMPILE_OPTIONS, createEnvironment, type Trace } from './environment.js';

/** Template name, without `.hbs`, to its text. */
export type Templates = ReadonlyMap<string, string>;

/**
 * Makes the function that renders a plan.
 *
 * @throws InternalError that names template, class and member, when a template asks for what the plan does not give
 */
export function createRenderer(templates: Templates): (plan: FilePlan) => string {
  const trace: Trace = { subject: '' };
  const environment = createEnvironment(trace);
  for (const [name, text] of templates) environment.registerPartial(name, environment.compile(text, COMPILE_OPTIONS));

  return ({ path, content }) => {
    const text = templates.get(content.template);
    if (text === undefined) throw new InternalError(`${path}: there is no template ${content.template}.hbs`);
    trace.subject = path;
    try {
      return environment.compile(text, COMPILE_OPTIONS)(content.data);
    } catch (cause) {
      const reason = cause instanceof Error ? cause.message : String(cause);
      throw new InternalError(`${content.template}.hbs: ${path}: ${trace.subject}: ${reason}`, { cause });
    }
  };
}
