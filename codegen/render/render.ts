import { InternalError } from '../common/problem.js';
import type { FilePlan } from '../plan/file-plan.js';
import { COMPILE_OPTIONS, createEnvironment, type Trace } from './environment.js';

/** The text of the templates, by name without `.hbs`. */
export type Templates = ReadonlyMap<string, string>;

/**
 * Returns a function that renders a plan.
 *
 * @throws InternalError with template, file and member, if a template uses a name that the plan does not have
 */
export function createRenderer(templates: Templates): (plan: FilePlan) => string {
  const trace: Trace = { template: '', subject: '' };
  const environment = createEnvironment(trace);
  const compiled = new Map(
    [...templates].map(([name, text]) => [name, traced(trace, name, environment.compile(text, COMPILE_OPTIONS))]),
  );
  environment.registerPartial(Object.fromEntries(compiled));

  return ({ path, content }) => {
    const template = compiled.get(content.template);
    if (template === undefined) throw new InternalError(`${path}: there is no template ${content.template}.hbs`);
    trace.subject = '';
    try {
      return template(content.data);
    } catch (cause) {
      const reason = cause instanceof Error ? cause.message : String(cause);
      const about = trace.subject === '' ? '' : `${trace.subject}: `;
      throw new InternalError(`${trace.template}.hbs: ${path}: ${about}${reason}`, { cause });
    }
  };
}

/** Records which template is being rendered. After an error the record is kept, for the message. */
function traced<T extends Handlebars.TemplateDelegate>(
  trace: Trace,
  name: string,
  template: T,
): Handlebars.TemplateDelegate {
  return (context: unknown, options) => {
    const outer = trace.template;
    trace.template = name;
    const text = template(context, options);
    trace.template = outer;
    return text;
  };
}
