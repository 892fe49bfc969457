import { Node, SyntaxKind, type TypeParameteredNode } from 'ts-morph';

import { inClasses, insert, isWrapped, memberOf, methodsOf, replace, resultsOf } from './declared.js';
import type { Edit, Mutation } from './mutants.js';

/** An overload is missing. Without its only overload, the whole member is. */
export const dropOverload = inClasses((declared) =>
  methodsOf(declared).map(({ member, method, overload }) => ({
    member,
    what: `without overload ${overload}`,
    edits: [replace(method, '', method.getPos())],
  })),
);

/** An overload lacks a type parameter. */
export const dropTypeParameter = inClasses((declared) =>
  methodsOf(declared).flatMap(({ member, method, overload }) =>
    method.getTypeParameters().map((parameter, at) => ({
      member,
      what: `overload ${overload} without type parameter ${parameter.getName()}`,
      edits: [withoutTypeParameter(method, at)],
    })),
  ),
);

/** A class lacks a type parameter. */
export const dropClassTypeParameter = inClasses((declared) =>
  declared.getTypeParameters().map((parameter, at) => ({
    member: `${declared.getName()}.class`,
    what: `without type parameter ${parameter.getName()}`,
    edits: [withoutTypeParameter(declared, at)],
  })),
);

/** A driver object is returned without a wrapper. */
export const unwrapResult = inClasses((declared) =>
  resultsOf(declared).flatMap(({ member, what, type }) => {
    const wrappers = [type, ...type.getDescendants()].filter(Node.isTypeReference).flatMap((reference) => {
      const name = reference.getTypeName();
      return isWrapped(name.getText()) ? [name] : [];
    });
    const edits = wrappers.map((name) => replace(name, `driver.${name.getText()}`));
    return edits.length === 0 ? [] : [{ member, what: `${what} gives a driver object`, edits }];
  }),
);

/** A method returns its class instead of `this`. */
export const looseThis = inClasses((declared) =>
  resultsOf(declared).flatMap(({ member, what, type }) => {
    const names = declared.getTypeParameters().map((parameter) => parameter.getName());
    const itself = `${declared.getName()}${names.length === 0 ? '' : `<${names.join(', ')}>`}`;
    const edits = [type, ...type.getDescendants()].filter(Node.isThisTypeNode).map((node) => replace(node, itself));
    return edits.length === 0 ? [] : [{ member, what: `${what} gives its class for this`, edits }];
  }),
);

/** A result is untyped. */
export const looseResult = inClasses((declared) =>
  resultsOf(declared).flatMap(({ member, what, type }) =>
    type.getText() === 'any' ? [] : [{ member, what: `${what} gives any`, edits: [replace(type, 'any')] }],
  ),
);

/** A parameter is untyped. */
export const looseParameter = inClasses((declared) =>
  methodsOf(declared).flatMap(({ member, method, overload }) =>
    method.getParameters().flatMap((parameter) => {
      const type = parameter.getTypeNodeOrThrow();
      if (['any', 'unknown'].includes(type.getText())) return [];
      return [{ member, what: `overload ${overload} with any ${parameter.getName()}`, edits: [replace(type, 'any')] }];
    }),
  ),
);

/** An optional last parameter is required. */
export const requireParameter = inClasses((declared) =>
  methodsOf(declared).flatMap(({ member, method, overload }) => {
    const mark = method.getParameters().at(-1)?.getQuestionTokenNode();
    if (mark === undefined) return [];
    return [{ member, what: `overload ${overload} requires its last parameter`, edits: [replace(mark, '')] }];
  }),
);

/** A property is read-only, or writable although the driver's is not. */
export const swapWritability = inClasses((declared) => {
  return declared.getGetAccessors().map((getter) => {
    const member = memberOf(declared, getter);
    const setter = declared.getSetAccessor(getter.getName());
    if (setter !== undefined) {
      return { member, what: 'without its setter', edits: [replace(setter, '', setter.getPos())] };
    }
    const text = `${getter.isStatic() ? 'static ' : ''}set ${getter.getName()}(value: any);\n    `;
    return { member, what: 'with a setter', edits: [insert(getter, text)] };
  });
});

/** Options accept only the driver's classes, such as a session, and no wrappers. */
export const driverSessionsOnly: Mutation = (file) =>
  file.getBaseName() !== 'types.d.ts'
    ? []
    : file
        .getDescendants()
        .filter(Node.isPropertySignature)
        .flatMap((property) => {
          const type = property.getTypeNode();
          const owner =
            property.getFirstAncestorByKind(SyntaxKind.InterfaceDeclaration) ??
            property.getFirstAncestorByKind(SyntaxKind.TypeAliasDeclaration);
          if (!Node.isUnionTypeNode(type) || owner === undefined) return [];
          const wrappers = type.getTypeNodes().filter((each) => isWrapped(each.getText()));
          const edits = wrappers.map((each) => replace(each, `driver.${each.getText()}`));
          const name = owner.getName();
          return edits.length === 0 ? [] : [{ className: name, member: name, what: 'takes no wrapper', edits }];
        });

function withoutTypeParameter(declaration: Node & TypeParameteredNode, at: number): Edit {
  const parameters = declaration.getTypeParameters();
  const rest = parameters.filter((_, other) => other !== at).map((parameter) => parameter.getText());
  const [start, end] = [parameters[0]?.getStart() ?? 0, parameters.at(-1)?.getEnd() ?? 0];
  const file = declaration.getSourceFile().getBaseName();
  if (rest.length > 0) return { file, start, end, text: rest.join(', ') };
  return { file, start: start - 1, end: end + 1, text: '' };
}
