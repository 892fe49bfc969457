import { join } from 'node:path';

import { type ClassDeclaration, Node, Project, Scope, ts, type Type } from 'ts-morph';

import { folderOf, type Release } from './installed.js';

/** An option as TypeScript's checker sees it. */
export interface CheckedOption {
  readonly optional: boolean;
  /** Whether the driver's own file declares it. */
  readonly own: boolean;
}

/** The options of each parameter, by `Collection.find#2(options)`. */
export type CheckedParameters = ReadonlyMap<string, ReadonlyMap<string, CheckedOption>>;

/** Every parameter of every public method and constructor of a release, with the types of bson and Node available. */
export function checkParameters(release: Release): CheckedParameters {
  const project = new Project({
    compilerOptions: {
      strict: true,
      skipLibCheck: true,
      target: ts.ScriptTarget.ES2022,
      types: ['node'],
      moduleResolution: ts.ModuleResolutionKind.Node10,
      ignoreDeprecations: '6.0',
    },
    skipAddingFilesFromTsConfig: true,
  });
  const source = project.addSourceFileAtPath(join(folderOf(release), 'mongodb.d.ts'));
  const found = new Map<string, ReadonlyMap<string, CheckedOption>>();
  for (const declared of source.getClasses().filter((each) => each.isExported())) {
    for (const { subject, parameters } of signaturesOf(declared)) {
      for (const parameter of parameters) {
        const options = optionsOf(parameter.getType(), source.getFilePath());
        found.set(`${subject}(${parameter.getName()})`, options);
      }
    }
  }
  return found;
}

function signaturesOf(declared: ClassDeclaration) {
  const counts = new Map<string, number>();
  return declared.getMembers().flatMap((member) => {
    if (!Node.isMethodDeclaration(member) && !Node.isConstructorDeclaration(member)) return [];
    if (member.getScope() !== Scope.Public) return [];
    const isStatic = Node.isMethodDeclaration(member) && member.isStatic();
    const name = Node.isMethodDeclaration(member) ? member.getName() : 'constructor';
    const subject = `${declared.getName()}.${isStatic ? 'static ' : ''}${name}`;
    const count = (counts.get(subject) ?? 0) + 1;
    counts.set(subject, count);
    return [{ subject: `${subject}#${count}`, parameters: member.getParameters() }];
  });
}

/** For a union, the checker returns the fields that all parts have. Here, the options of any object in it count. */
function optionsOf(type: Type, file: string): ReadonlyMap<string, CheckedOption> {
  const parts = (type.isUnion() ? type.getUnionTypes() : [type]).filter(
    (part) =>
      (part.isObject() || part.isIntersection()) &&
      !part.isArray() &&
      !part.isTuple() &&
      part.getCallSignatures().length === 0,
  );
  const found = parts.map((part) => new Map(part.getProperties().map((each) => [each.getName(), each])));
  const names = new Set(found.flatMap((each) => [...each.keys()]));
  return new Map(
    [...names].map((name) => {
      const symbols = found.map((each) => each.get(name));
      // Members of a class that is passed as an object are not options.
      const own = symbols.some(
        (symbol) =>
          symbol
            ?.getDeclarations()
            .some(
              (each) => each.getSourceFile().getFilePath() === file && !Node.isClassDeclaration(each.getParent()),
            ) === true,
      );
      return [name, { optional: symbols.some((symbol) => symbol?.isOptional() ?? true), own }];
    }),
  );
}
