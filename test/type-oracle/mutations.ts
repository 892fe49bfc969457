/** An overload is not there; with the only one, the member is not. */
export const dropOverload: Mutation = (declared) =>
  methodsOf(declared).map(({ member, method, overload }) => ({
    member,
    what: `without overload ${overload}`,
    edits: [replace(method, '', method.getPos())],
  }));

/** An overload has a type parameter less. */
export const dropTypeParameter: Mutation = (declared) =>
  methodsOf(declared).flatMap(({ member, method, overload }) =>
    method.getTypeParameters().map((parameter, at) => ({
      member,
      what: `overload ${overload} without type parameter ${parameter.getName()}`,
      edits: [withoutTypeParameter(method, at)],
    })),
  );

/** A class has a type parameter less. */
export const dropClassTypeParameter: Mutation = (declared) =>
  declared.getTypeParameters().map((parameter, at) => ({
    member: `${declared.getName()}.class`,
    what: `without type parameter ${parameter.getName()}`,
    edits: [withoutTypeParameter(declared, at)],
  }));

/** A driver object is handed out as it is. */
export const unwrapResult: Mutation = (declared) =>
  resultsOf(declared).flatMap(({ member, what, type }) => {
    const wrappers = [type, ...type.getDescendants()].filter(Node.isTypeReference).flatMap((reference) => {
      const name = reference.getTypeName();
      return WRAPPED_CLASSES.some((each) => each === name.getText()) ? [name] : [];
    });
    const edits = wrappers.map((name) => replace(name, `driver.${name.getText()}`));
    return edits.length === 0 ? [] : [{ member, what: `${what} gives a driver object`, edits }];
  });

/** A method gives its class where it should give `this`. */
export const looseThis: Mutation = (declared) =>
  resultsOf(declared).flatMap(({ member, what, type }) => {
    const names = declared.getTypeParameters().map((parameter) => parameter.getName());
    const itself = `${declared.getName()}${names.length === 0 ? '' : `<${names.join(', ')}>`}`;
    const edits = [type, ...type.getDescendants()].filter(Node.isThisTypeNode).map((node) => replace(node, itself));
    return edits.length === 0 ? [] : [{ member, what: `${what} gives its class for this`, edits }];
  });

/** A result is untyped. */
export const looseResult: Mutation = (declared) =>
  resultsOf(declared).flatMap(({ member, what, type }) =>
    type.getText() === 'any' ? [] : [{ member, what: `${what} gives any`, edits: [replace(type, 'any')] }],
  );

/** A parameter takes anything. */
export const looseParameter: Mutation = (declared) =>
  methodsOf(declared).flatMap(({ member, method, overload }) =>
    method.getParameters().flatMap((parameter) => {
      const type = parameter.getTypeNodeOrThrow();
      if (['any', 'unknown'].includes(type.getText())) return [];
      return [{ member, what: `overload ${overload} with any ${parameter.getName()}`, edits: [replace(type, 'any')] }];
    }),
  );

/** A last parameter may no longer be left out. */
export const requireParameter: Mutation = (declared) =>
  methodsOf(declared).flatMap(({ member, method, overload }) => {
    const mark = method.getParameters().at(-1)?.getQuestionTokenNode();
    if (mark === undefined) return [];
    return [{ member, what: `overload ${overload} requires its last parameter`, edits: [replace(mark, '')] }];
  });

/** A property is read-only, or may be assigned to, as in the driver it may not. */
export const swapWritability: Mutation = (declared) => {
  const setters = new Set(declared.getSetAccessors().map((setter) => setter.getName()));
  return declared.getGetAccessors().map((getter) => {
    const member = `${getter.isStatic() ? 'static ' : ''}${declared.getName()}.${getter.getName()}`;
    const setter = declared.getSetAccessor(getter.getName());
    if (setters.has(getter.getName()) && setter !== undefined) {
      return { member, what: 'without its setter', edits: [replace(setter, '', setter.getPos())] };
    }
    const text = `${getter.isStatic() ? 'static ' : ''}set ${getter.getName()}(value: any);\n    `;
    return { member, what: 'with a setter', edits: [insert(getter, text)] };
  });
};

/** A method does not take a callback behind a number of arguments. */
export const dropCallbackForm: Mutation = (declared) =>
  callbackFormsOf(declared).map(({ member, what, forms }) => ({
    member,
    what: `without ${what}`,
    edits: forms.map(({ method }) => replace(method, '', method.getPos())),
  }));

/** A callback is handed anything. */
export const looseCallback: Mutation = (declared) =>
  callbackFormsOf(declared).map(({ member, what, forms }) => ({
    member,
    what: `any in ${what}`,
    edits: forms.flatMap(({ callback }) => callback.getTypeArguments().map((argument) => replace(argument, 'any'))),
  }));

/** A variable that may hold a callback or `undefined` does not fit. */
export const requireCallback: Mutation = (declared) =>
  callbackFormsOf(declared).map(({ member, what, forms }) => ({
    member,
    what: `required in ${what}`,
    edits: forms.flatMap(({ callback }) => {
      const type = callback.getParent();
      return Node.isUnionTypeNode(type) ? [replace(type, callback.getText())] : [];
    }),
  }));

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

/** Members that every wrapper has and no driver class does. */
const OURS = new Set(['wrap']);

interface DeclaredMethod {
  readonly member: string;
  readonly method: MethodDeclaration;
  readonly overload: number;
}

function methodsOf(declared: ClassDeclaration): DeclaredMethod[] {
  const seen = new Map<string, number>();
  const methods = declared.getMembers().filter(Node.isMethodDeclaration);
  return methods
    .filter((method) => !OURS.has(method.getName()))
    .map((method) => {
      const member = memberOf(declared, method);
      const overload = (seen.get(member) ?? 0) + 1;
      seen.set(member, overload);
      return { member, method, overload };
    });
}

function resultsOf(declared: ClassDeclaration): { member: string; what: string; type: TypeNode }[] {
  const methods = methodsOf(declared).map(({ member, method, overload }) => ({
    member,
    what: `overload ${overload}`,
    type: method.getReturnTypeNodeOrThrow(),
  }));
  const getters = declared.getGetAccessors().map((getter) => ({
    member: memberOf(declared, getter),
    what: 'it',
    type: getter.getReturnTypeNodeOrThrow(),
  }));
  return [...methods, ...getters];
}

function memberOf(declared: ClassDeclaration, member: { getName(): string; isStatic(): boolean }): string {
  const name = member.getName();
  const access = name.startsWith('[') ? name : `.${name}`;
  return `${member.isStatic() ? 'static ' : ''}${declared.getName()}${access}`;
}

function withoutTypeParameter(declaration: Node & TypeParameteredNode, at: number): Edit {
  const parameters = declaration.getTypeParameters();
  const rest = parameters.filter((_, other) => other !== at).map((parameter) => parameter.getText());
  const [start, end] = [parameters[0]?.getStart() ?? 0, parameters.at(-1)?.getEnd() ?? 0];
  const file = declaration.getSourceFile().getBaseName();
  if (rest.length > 0) return { file, start, end, text: rest.join(', ') };
  return { file, start: start - 1, end: end + 1, text: '' };
}

function replace(node: Node, text: string, start: number = node.getStart()): Edit {
  return { file: node.getSourceFile().getBaseName(), start, end: node.getEnd(), text };
}

function insert(before: Node, text: string): Edit {
  return { file: before.getSourceFile().getBaseName(), start: before.getStart(), end: before.getStart(), text };
}
