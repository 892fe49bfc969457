/** How a spec line names a member: a static one has `static` in front, since both may have one name. */
export function memberKey(name: string, isStatic: boolean): string {
  return isStatic ? `static ${name}` : name;
}
