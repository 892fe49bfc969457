/**
 * The name of a member in the spec. A static one has `static` in front, since an instance member may have the same
 * name.
 */
export function memberKey(name: string, isStatic: boolean): string {
  return isStatic ? `static ${name}` : name;
}
