import { ts } from 'ts-morph';

/** Whether a declaration has a modifier, such as `static`. */
export function hasModifier(node: ts.Node, kind: ts.ModifierSyntaxKind): boolean {
  return ts.canHaveModifiers(node) && (ts.getModifiers(node)?.some((each) => each.kind === kind) ?? false);
}

/** The visibility of a class member. */
export function visibilityOf(node: ts.ClassElement): 'public' | 'protected' | 'private' {
  if (node.name !== undefined && ts.isPrivateIdentifier(node.name)) return 'private';
  if (hasModifier(node, ts.SyntaxKind.PrivateKeyword)) return 'private';
  return hasModifier(node, ts.SyntaxKind.ProtectedKeyword) ? 'protected' : 'public';
}
