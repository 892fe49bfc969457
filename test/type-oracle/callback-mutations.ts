import { type ClassDeclaration, type MethodDeclaration, Node, type TypeNode, type TypeReferenceNode } from 'ts-morph';

import { inClasses, methodsOf, replace } from './declared.js';

/** A method does not take a callback behind a number of arguments. */
export const dropCallbackForm = inClasses((declared) =>
  callbackFormsOf(declared).map(({ member, what, forms }) => ({
    member,
    what: `without ${what}`,
    edits: forms.map(({ method }) => replace(method, '', method.getPos())),
  })),
);

/** A callback is handed anything. */
export const looseCallback = inClasses((declared) =>
  callbackFormsOf(declared).map(({ member, what, forms }) => ({
    member,
    what: `any in ${what}`,
    edits: forms.flatMap(({ callback }) => callback.getTypeArguments().map((argument) => replace(argument, 'any'))),
  })),
);

/** A variable that may hold a callback or `undefined` does not fit. */
export const requireCallback = inClasses((declared) =>
  callbackFormsOf(declared).map(({ member, what, forms }) => ({
    member,
    what: `required in ${what}`,
    edits: forms.flatMap(({ callback }) => {
      const type = callback.getParent();
      return Node.isUnionTypeNode(type) ? [replace(type, callback.getText())] : [];
    }),
  })),
);

interface CallbackForm {
  readonly method: MethodDeclaration;
  /** `Callback<T>` */
  readonly callback: TypeReferenceNode;
}

/** The overloads that take a callback, together where it is behind the same number of arguments. */
function callbackFormsOf(declared: ClassDeclaration): { member: string; what: string; forms: CallbackForm[] }[] {
  const groups = new Map<string, { member: string; what: string; forms: CallbackForm[] }>();
  for (const { member, method } of methodsOf(declared)) {
    const type = method.getParameters().at(-1)?.getTypeNode();
    const callback = (Node.isUnionTypeNode(type) ? type.getTypeNodes() : [type]).find(isCallback);
    if (callback === undefined) continue;
    const what = `a callback behind ${method.getParameters().length - 1} arguments`;
    const group = groups.get(`${member} ${what}`) ?? { member, what, forms: [] };
    group.forms.push({ method, callback });
    groups.set(`${member} ${what}`, group);
  }
  return [...groups.values()];
}

function isCallback(type: TypeNode | undefined): type is TypeReferenceNode {
  return Node.isTypeReference(type) && type.getTypeName().getText() === 'Callback';
}
