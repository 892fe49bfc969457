import { createHash } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { packageRoot } from '../codegen/common/package-root.js';
import { outputOf } from './child.js';

/** The parts of a CycloneDX document that npm does not know. */
interface Sbom {
  readonly metadata: { readonly component: object };
}

interface Manifest {
  readonly name: string;
  readonly peerDependencies?: Readonly<Record<string, string>>;
}

const SBOM = ['sbom', '--sbom-format', 'cyclonedx', '--sbom-type', 'library', '--package-lock-only'];

/**
 * The software bill of materials of a tarball, in CycloneDX: npm's own, with the hash of the tarball. Users choose the
 * versions of peers, so these are listed with their ranges.
 *
 * @param folder - the packed folder. That of the project has a lock file, which lists what its users get
 */
export async function sbomOf(folder: string, tarball: string): Promise<string> {
  const manifest = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8')) as Manifest;
  const text = folder === packageRoot() ? await npmSbom(folder) : await sbomWithoutPeers(manifest);
  const sbom = JSON.parse(text) as Sbom;
  const content = createHash('sha512')
    .update(await readFile(tarball))
    .digest('hex');
  const component = {
    ...sbom.metadata.component,
    // npm uses the name of the folder.
    name: manifest.name,
    hashes: [{ alg: 'SHA-512', content }],
    properties: Object.entries(manifest.peerDependencies ?? {}).map(([name, range]) => ({
      name: `motorized:peer:${name}`,
      value: range,
    })),
  };
  return `${JSON.stringify({ ...sbom, metadata: { ...sbom.metadata, component } }, undefined, 2)}\n`;
}

async function npmSbom(folder: string): Promise<string> {
  return outputOf('npm', [...SBOM, '--omit', 'dev'], folder);
}

/** npm requires a lock file, which it can create for a package without dependencies. */
async function sbomWithoutPeers(manifest: Manifest): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'motorized-sbom-'));
  try {
    const own = { ...manifest, peerDependencies: {}, peerDependenciesMeta: {} };
    await writeFile(join(folder, 'package.json'), JSON.stringify(own));
    await outputOf('npm', ['install', '--package-lock-only', '--ignore-scripts', '--offline'], folder);
    return await npmSbom(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
