import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

// Publishing runs with a token for the registry. So this module and publish.ts import only Node, and no other code runs
// next to the token.

/** A package that a release publishes. */
export interface ReleasePackage {
  readonly name: string;
  readonly version: string;
  /** Its npm tag. */
  readonly tag: string;
}

/** A package that has been packed. */
export interface PackedPackage extends ReleasePackage {
  /** Its files, beside the list. */
  readonly tarball: string;
  readonly sbom: string;
  /** The integrity of the tarball, as npm prints it. */
  readonly integrity: string;
}

/** The name of the list, in the folder of the packed files. */
export const LIST = 'packages.json';

/**
 * Reads the list. Its paths are converted to the working directory.
 *
 * @throws if there is none, or it is empty
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

/** `motorized-6.16.0`, `motorized-codegen-0.1.0`: the prefix of its file names, as npm chooses it. */
export function fileName({ name, version }: ReleasePackage): string {
  return `${name.replace('@', '').replace('/', '-')}-${version}`;
}

/** The folder of the packed files. It is beside these scripts, so that one job passes both to the next. */
export const PACKED_FOLDER = join(import.meta.dirname, 'packed');
