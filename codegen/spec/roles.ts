/** The parts that one member of a class may have to play: the key of a spec file that names it, and what that says. */
export const ROLES = {
  handshake: "The delegate's method that takes the name and version of the wrapper for the handshake.",
  copy: 'The chain that copies a cursor: a recipe, which never changes, gives itself.',
  transform:
    "The chain whose function each document goes through: reading by batch applies it as the driver's own reading does.",
  restart: 'The method of a run that starts its result over: what the server has open of it is closed first.',
  closer:
    'The command that closes what it is called on: a run, a session, a client. Without it, what disposing goes through.',
  unabortable:
    'The command that reads a cursor of its own, which an abort would leave open on the server: given up, it goes on.',
} as const;

export type Role = keyof typeof ROLES;

export const ROLE_NAMES = Object.keys(ROLES) as readonly Role[];

/** What there is for some of the roles. */
export type ByRole<T> = Readonly<Partial<Record<Role, T>>>;

/** The same for each role of which there is something. */
export function mapRoles<From, To>(roles: ByRole<From>, change: (value: From) => To): ByRole<To> {
  const entries = ROLE_NAMES.flatMap((role) => {
    const value = roles[role];
    return value === undefined ? [] : [[role, change(value)] as const];
  });
  return Object.fromEntries(entries);
}
