/** The roles that a member of a class can have: the key in the spec file that names the member, and what it means. */
export const ROLES = {
  handshake: "The delegate's method that takes the name and version of the wrapper for the handshake.",
  copy: 'The chain that copies a cursor. A recipe, which never changes, returns itself.',
  transform: 'The chain whose function transforms each document. Reading by batch applies it as the driver does.',
  restart: 'The method of a run that starts over. What the server has open for the run is closed first.',
  closer:
    'The command that closes its object: a run, a session, a client. By default, the command that disposing goes through.',
  unabortable:
    'The command that reads a cursor of its own, which an abort would leave open on the server. It goes on when it is cancelled.',
} as const;

export type Role = keyof typeof ROLES;

export const ROLE_NAMES = Object.keys(ROLES) as readonly Role[];

/** A value for some of the roles. */
export type ByRole<T> = Readonly<Partial<Record<Role, T>>>;

/** Maps the value of each role. */
export function mapRoles<From, To>(roles: ByRole<From>, change: (value: From) => To): ByRole<To> {
  const entries = ROLE_NAMES.flatMap((role) => {
    const value = roles[role];
    return value === undefined ? [] : [[role, change(value)] as const];
  });
  return Object.fromEntries(entries);
}
