/**
 * `T`, whose fields `K` can be redeclared with any type: they are `any`, which an extending interface may narrow.
 *
 * `Omit` would compute every field of every options type. A mapped type computes a field only where it is used.
 */
export type Redeclaring<T, K extends PropertyKey> = { [P in keyof T]: P extends K ? any : T[P] };
