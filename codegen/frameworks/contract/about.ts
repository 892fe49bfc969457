import type { DeclaredClass, DeclaredMember } from './told.js';

/** What a function of a framework is called for: a member, a class, or a file. For messages. */
export type About = DeclaredMember | DeclaredClass | string | undefined;

/** `Collection.findOne`, `Collection`, `layers.ts` */
export function nameOf(about: About): string | undefined {
  if (about === undefined || typeof about === 'string') return about;
  return 'class' in about ? `${about.class}.${about.name}` : about.name;
}
