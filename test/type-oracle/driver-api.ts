import { createRequire } from 'node:module';

import {
  type ClassDeclaration,
  type ClassMemberTypes,
  type MethodDeclaration,
  Node,
  type ParameterDeclaration,
  Project,
  Scope,
  type SourceFile,
  type TypeParameterDeclaration,
} from 'ts-morph';

import { has } from '../support/release/has.js';

/**
 * The declarations of the driver's classes, read from `mongodb.d.ts` by a separate reader: the oracle shares no code
 * with the generator, whose reader it checks.
 */
export interface ApiClass {
  readonly name: string;
  readonly typeParameters: readonly ApiTypeParameter[];
  /** The base class, if it belongs to the driver, and the texts of its type arguments. */
  readonly base: { readonly name: string; readonly typeArguments: readonly string[] } | undefined;
  readonly constructors: readonly ApiSignature[];
  readonly methods: readonly ApiSignature[];
  readonly properties: readonly ApiProperty[];
  /** The names of its events. Empty if it is not an emitter, or an emitter of Node. */
  readonly events: readonly string[];
  /** Exports of the driver that its declarations refer to. */
  readonly names: ReadonlySet<string>;
}

export interface ApiTypeParameter {
  readonly name: string;
  readonly constraint: string | undefined;
  readonly default: string | undefined;
}

/** One overload. */
export interface ApiSignature {
  readonly member: string;
  /** The position among the overloads of the member, counted from 1. */
  readonly overload: number;
  readonly isStatic: boolean;
  /** Whether it returns a promise. */
  readonly isAsync: boolean;
  readonly typeParameters: readonly ApiTypeParameter[];
  readonly parameters: readonly ApiParameter[];
}

export interface ApiParameter {
  readonly name: string;
  readonly type: string;
  readonly isOptional: boolean;
}

/** A field, an accessor or a pair of accessors. */
export interface ApiProperty {
  readonly member: string;
  readonly isStatic: boolean;
  readonly isWritable: boolean;
}

/** The classes that do I/O or hold one that does. Listed by hand, so that a class that the spec forgets is noticed. */
export const WRAPPED_CLASSES = [
  'MongoClient',
  'Db',
  'Collection',
  'Admin',
  'AbstractCursor',
  'ExplainableCursor',
  'FindCursor',
  'AggregationCursor',
  'ListCollectionsCursor',
  'ListIndexesCursor',
  'ListSearchIndexesCursor',
  'RunCommandCursor',
  'ChangeStream',
  'ClientSession',
  'ClientEncryption',
  'BulkOperationBase',
  'OrderedBulkOperation',
  'UnorderedBulkOperation',
  'FindOperators',
  'GridFSBucket',
  'GridFSBucketReadStream',
  'GridFSBucketWriteStream',
] as const;

/** Reads the wrapped classes of the release from the declarations of the installed driver. */
export function readDriverApi(): ApiClass[] {
  const file = openDeclarations();
  const exported = exportedNames(file);
  return WRAPPED_CLASSES.filter((name) => has(name)).map((name) => readClass(file.getClassOrThrow(name), exported));
}

/** The driver's exports, and those among them that are interfaces or aliases without type parameters. */
export function readExports(): { readonly all: readonly string[]; readonly plainTypes: readonly string[] } {
  const file = openDeclarations();
  const types = [...file.getInterfaces(), ...file.getTypeAliases()];
  const plain = types.filter((type) => type.hasExportKeyword() && type.getTypeParameters().length === 0);
  return { all: [...exportedNames(file)], plainTypes: plain.map((type) => type.getName()) };
}

let declarations: SourceFile | undefined;

/** Opened once, since that takes a second. */
function openDeclarations(): SourceFile {
  const path = createRequire(import.meta.url).resolve('mongodb/mongodb.d.ts');
  const compilerOptions = { strict: true, types: ['node'] };
  declarations ??= new Project({ skipAddingFilesFromTsConfig: true, compilerOptions }).addSourceFileAtPath(path);
  return declarations;
}

function exportedNames(file: SourceFile): Set<string> {
  // Not `isExported`, which is true of `A` in `export { A as B }`, too.
  const named = file
    .getStatements()
    .filter((statement) => Node.isExportable(statement) && statement.hasExportKeyword());
  return new Set([
    ...named.flatMap((statement) => (Node.hasName(statement) ? [statement.getName()] : [])),
    ...file.getVariableDeclarations().map((variable) => variable.getName()),
    ...file
      .getExportDeclarations()
      .flatMap((each) => each.getNamedExports().map((one) => one.getAliasNode()?.getText() ?? one.getName())),
  ]);
}

function readClass(declaration: ClassDeclaration, exported: ReadonlySet<string>): ApiClass {
  const members = declaration.getMembers().filter(isPublic);
  const referred = declaration
    .getDescendants()
    .filter(Node.isIdentifier)
    .map((identifier) => identifier.getText());
  return {
    name: declaration.getNameOrThrow(),
    typeParameters: declaration.getTypeParameters().map(readTypeParameter),
    base: readBase(declaration),
    constructors: members.filter(Node.isConstructorDeclaration).map((each, at) => ({
      member: 'constructor',
      overload: at + 1,
      isStatic: true,
      isAsync: false,
      typeParameters: [],
      parameters: each.getParameters().map(readParameter),
    })),
    methods: readMethods(members.filter(Node.isMethodDeclaration)),
    properties: readProperties(members),
    events: readEvents(declaration),
    names: new Set(referred.filter((name) => exported.has(name))),
  };
}

function isPublic(member: ClassMemberTypes): boolean {
  return !Node.isScoped(member) || member.getScope() === Scope.Public;
}

function readBase(declaration: ClassDeclaration): ApiClass['base'] {
  const clause = declaration.getExtends();
  const name = clause?.getExpression().getText() ?? '';
  if (clause === undefined || !WRAPPED_CLASSES.some((each) => each === name)) return undefined;
  return { name, typeArguments: clause.getTypeArguments().map((argument) => argument.getText()) };
}

function readMethods(methods: readonly MethodDeclaration[]): ApiSignature[] {
  const seen = new Map<string, number>();
  return methods.map((method) => {
    const member = method.getName();
    const key = `${method.isStatic() ? 'static ' : ''}${member}`;
    const overload = (seen.get(key) ?? 0) + 1;
    seen.set(key, overload);
    const result = method.getReturnTypeNodeOrThrow();
    return {
      member,
      overload,
      isStatic: method.isStatic(),
      isAsync: Node.isTypeReference(result) && result.getTypeName().getText() === 'Promise',
      typeParameters: method.getTypeParameters().map(readTypeParameter),
      parameters: method.getParameters().map(readParameter),
    };
  });
}

function readTypeParameter(parameter: TypeParameterDeclaration): ApiTypeParameter {
  return {
    name: parameter.getName(),
    constraint: parameter.getConstraint()?.getText(),
    default: parameter.getDefault()?.getText(),
  };
}

function readParameter(parameter: ParameterDeclaration): ApiParameter {
  if (parameter.isRestParameter())
    throw new Error(`The oracle cannot call with a rest parameter yet: ${parameter.getText()}`);
  return {
    name: parameter.getName(),
    type: parameter.getTypeNodeOrThrow().getText(),
    isOptional: parameter.isOptional(),
  };
}

function readProperties(members: readonly ClassMemberTypes[]): ApiProperty[] {
  const setters = new Set(members.filter(Node.isSetAccessorDeclaration).map((setter) => setter.getName()));
  const fields = members.filter(Node.isPropertyDeclaration).map((field) => ({
    member: field.getName(),
    isStatic: field.isStatic(),
    isWritable: !field.isReadonly(),
  }));
  const accessors = members.filter(Node.isGetAccessorDeclaration).map((getter) => ({
    member: getter.getName(),
    isStatic: getter.isStatic(),
    isWritable: setters.has(getter.getName()),
  }));
  return [...fields, ...accessors];
}

/** The only use of the type checker, since names of events are computed, picked and intersected. */
function readEvents(declaration: ClassDeclaration): string[] {
  const clause = declaration.getExtends();
  if (clause?.getExpression().getText() !== 'TypedEventEmitter') return [];
  const type = clause.getTypeArguments()[0]?.getType();
  const events = type?.isTypeParameter() ? type.getConstraint() : type;
  return (events?.getProperties() ?? []).map((property) => property.getName());
}
