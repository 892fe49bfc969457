/**
 * `T`, whose fields `K` may be declared anew with any type: `any` takes what the interface that extends it says.
 *
 * `Omit` would work out the key of every field for each type of options. Here a field is looked at where it is used.
 */
export type Redeclaring<T, K extends PropertyKey> = { [P in keyof T]: P extends K ? any : T[P] };
