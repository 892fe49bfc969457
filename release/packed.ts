import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

// Who publishes has a token for the registry. This module and publish.ts import nothing but Node, so that nothing else runs
// beside it.

/** A package that a release publishes. */
export interface ReleasePackage {
  readonly name: string;
  readonly version: string;
  /** The npm tag that it gets. */
  readonly tag: string;
}

/** The same, packed. */
export interface PackedPackage extends ReleasePackage {
  /** Its files, beside the list. */
  readonly tarball: string;
  readonly sbom: string;
  /** Of the tarball, as npm says it. */
  readonly integrity: string;
}

/** The name of the list, in the folder of what is packed. */
export const LIST = 'packages.json';

/**
 * Reads the list; paths in it become those from here.
 *
 * @throws where there is none, or nothing in it
 */
export function readPacked(folder: string): PackedPackage[] {
  if (!existsSync(join(folder, LIST))) throw new Error(`nothing is packed in ${folder}\n  fix: make release-pack`);
  const packed = JSON.parse(readFileSync(join(folder, LIST), 'utf8')) as PackedPackage[];
  if (packed.length === 0) throw new Error(`${join(folder, LIST)} names no package\n  fix: make release-pack`);
  return packed.map((each) => ({ ...each, tarball: join(folder, each.tarball), sbom: join(folder, each.sbom) }));
}

/** `motorized@6.16.0` */
export function idOf({ name, version }: ReleasePackage): string {
  return `${name}@${version}`;
}

/** `motorized-6.16.0`, `motorized-codegen-0.1.0`: the beginning of the names of its files, as npm has it. */
export function fileName({ name, version }: ReleasePackage): string {
  return `${name.replace('@', '').replace('/', '-')}-${version}`;
}

/** Where everything is packed: beside these scripts, so that one job hands both to the next. */
export const PACKED_FOLDER = join(import.meta.dirname, 'packed');
