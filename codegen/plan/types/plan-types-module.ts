import { fixInGenerator } from '../../common/project/fix-in-generator.js';
import type { DriverType } from '../../model/driver.js';
import { emittedAs } from '../../model/exported-names.js';
import { effectiveFields } from '../../model/fields/effective-fields.js';
import type { TypeText } from '../../model/types/type-text.js';
import type { DeclarationPlan, TypesPlan } from '../file-plan.js';
import { type Scope, within } from '../scope.js';
import { type DocsMode, planDocs } from '../text/docs.js';
import { layout, list } from '../text/layout.js';
import { propertyKey, stringLiteral } from '../text/names.js';
import { ofDriver } from './driver-names.js';
import { isExtensible } from './extensible.js';
import { spell, spellHanded, spellTypeParameters } from './spell.js';
import { selfReference } from './wrapped-types.js';

/** Plans `types.ts`, with the types that name wrapped classes: options, callbacks, maps of events. */
export function planTypes(scope: Scope, docsMode: DocsMode): TypesPlan {
  const types = scope.wrapped.redeclared.map((type) => planType(scope, type, docsMode));
  return { imports: scope.imports.lines(types.flatMap(({ docs, lines }) => [...docs, ...lines])), types };
}

function planType(scope: Scope, type: DriverType, docsMode: DocsMode): DeclarationPlan {
  const own = within(scope, type.typeParameters, { subject: type.name, place: type.place });
  const docs = planDocs({
    mode: docsMode,
    line: `{@link ${ofDriver(own, type.name)}} in terms of wrappers.`,
    docs: type.docs,
    returns: undefined,
  });
  const parameters = spellTypeParameters(own, type.typeParameters, 'type');
  const head = [emittedAs(scope.driver, type.name), parameters.length === 0 ? '' : list('<', parameters, '>')];
  const fields = heldFields(own, type);
  if (type.kind === 'alias' && type.type !== undefined && fields.length === 0) {
    return { docs, lines: layout(['export type ', head, ' = ', aliasText(own, type.type), ';'], 0) };
  }

  const args = type.typeParameters.length === 0 ? '' : `<${type.typeParameters.map((each) => each.name).join(', ')}>`;
  const keys = fields.map((field) => stringLiteral(field.name)).join(' | ');
  const base = `<${ofDriver(own, type.name)}${args}, ${keys}>`;
  const declared = fields.map(
    (field) =>
      `  ${field.readonly ? 'readonly ' : ''}${propertyKey(field.name)}${field.optional ? '?' : ''}: ${fieldType(own, field)};`,
  );
  if (isExtensible(own.driver, type)) {
    const redeclaring = scope.imports.ours('Redeclaring', '../internal/redeclaring.js', 'type');
    return {
      docs,
      lines: [...layout(['export interface ', head, ` extends ${redeclaring}${base} {`], 0), ...declared, '}'],
    };
  }
  return { docs, lines: [...layout(['export type ', head, ` = Omit${base} & {`], 0), ...declared, '};'] };
}

/** The text of an alias: a function that users pass, or a type that they get. */
function aliasText(scope: Scope, type: TypeText): string {
  return type.shape.kind === 'function' ? spell(scope, type, 'in') : spellHanded(scope, type);
}

/**
 * The type of a field. An optional one also allows an explicit `undefined`, as in the driver, even under
 * `exactOptionalPropertyTypes`.
 */
function fieldType(scope: Scope, field: { readonly type: TypeText; readonly optional: boolean }): string {
  return spell(scope, field.type, 'in');
}

/** The effective fields of a type that contain a wrapper. */
function heldFields(scope: Scope, type: DriverType) {
  const self = selfReference(type);
  const paths = scope.wrapped.pathsOf(self);
  const names = new Set(paths.flatMap((path) => path.slice(0, 1)));
  const set = effectiveFields(scope.driver, self);
  if (names.size > 0 && set.open) scope.problems.push(openType(scope, type));
  return [...set.fields.values()].filter((field) => names.has(field.name));
}

function openType(scope: Scope, type: DriverType) {
  return {
    rule: 'not-plannable',
    severity: 'error' as const,
    subject: type.name,
    message: `${type.name} has an index signature, so that \`Omit\` would lose the fields beside the wrapped one`,
    fix: fixInGenerator('teach codegen/plan/types/plan-types-module.ts to declare the type in full'),
    at: scope.place,
  };
}
