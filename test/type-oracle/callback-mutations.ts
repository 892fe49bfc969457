import {
  type ClassDeclaration,
  type FunctionTypeNode,
  type MethodDeclaration,
  Node,
  SyntaxKind,
  type TypeNode,
} from 'ts-morph';

import { inClasses, methodsOf, replace } from './declared.js';

/** A method does not accept a callback after a number of arguments. */
export const dropCallbackForm = inClasses((declared) =>
  callbackFormsOf(declared).map(({ member, what, forms }) => ({
    member,
    what: `without ${what}`,
    edits: forms.map(({ method }) => replace(method, '', method.getPos())),
  })),
);

/** The result of a callback is `any`. */
export const looseCallback = inClasses((declared) =>
  callbackFormsOf(declared).map(({ member, what, forms }) => ({
    member,
    what: `any in ${what}`,
    edits: forms.map(({ callback }) =>
      replace(callback.getParameters().at(-1)?.getTypeNodeOrThrow() ?? callback, 'any'),
    ),
  })),
);

/** A variable that is a callback or `undefined` is not accepted. */
export const requireCallback = inClasses((declared) =>
  callbackFormsOf(declared).map(({ member, what, forms }) => ({
    member,
    what: `required in ${what}`,
    edits: forms.flatMap(({ callback }) => {
      const type = callback.getFirstAncestorByKind(SyntaxKind.UnionType);
      return type === undefined ? [] : [replace(type, callback.getText())];
    }),
  })),
);

interface CallbackForm {
  readonly method: MethodDeclaration;
  /** `(error: Error | null, result?: T) => void` */
  readonly callback: FunctionTypeNode;
}

/** The overloads with a callback, grouped by the number of arguments before it. */
function callbackFormsOf(declared: ClassDeclaration): { member: string; what: string; forms: CallbackForm[] }[] {
  const groups = new Map<string, { member: string; what: string; forms: CallbackForm[] }>();
  for (const { member, method } of methodsOf(declared)) {
    const type = method.getParameters().at(-1)?.getTypeNode();
    const callback = (Node.isUnionTypeNode(type) ? type.getTypeNodes() : [type])
      .map(withoutParentheses)
      .find(isCallback);
    if (callback === undefined) continue;
    const what = `a callback after ${method.getParameters().length - 1} arguments`;
    const group = groups.get(`${member} ${what}`) ?? { member, what, forms: [] };
    group.forms.push({ method, callback });
    groups.set(`${member} ${what}`, group);
  }
  return [...groups.values()];
}

function withoutParentheses(type: TypeNode | undefined): TypeNode | undefined {
  return Node.isParenthesizedTypeNode(type) ? type.getTypeNode() : type;
}

function isCallback(type: TypeNode | undefined): type is FunctionTypeNode {
  return Node.isFunctionTypeNode(type) && type.getParameters()[0]?.getName() === 'error';
}
