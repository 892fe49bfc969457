import type { ReleasePackage } from '../packed.js';
import type { Known } from './known.js';

const LATEST = 'latest';

/** Why a package must not be published: everybody would get it by default. Undefined if it may. */
export function refusalOf({ name, version, tag }: ReleasePackage, known: Known | undefined): string | undefined {
  if (known === undefined && tag !== LATEST) {
    return `the registry has no ${name} yet, and would tag its first version \`latest\`, whatever its own tag\n  fix: publish the one that is tagged \`latest\` first`;
  }
  const latest = known?.tags[LATEST];
  if (tag !== LATEST || latest === undefined || !isNewer(latest, version)) return undefined;
  return `\`latest\` is ${latest} on the registry, which is newer than ${version}\n  fix: release the newest commit; older packages need a tag of their own`;
}

/** What a maintainer has to do about the tag of an existing version. Undefined if it is right. */
export function wrongTag({ name, version, tag }: ReleasePackage, { tags }: Known): string | undefined {
  const found = tags[tag];
  if (found !== undefined && (found === version || isNewer(found, version))) return undefined;
  const what = found === undefined ? 'has no such tag' : `has ${found} there`;
  return `${name}@${version} should be \`${tag}\`, but the registry ${what}\n  fix: npm dist-tag add ${name}@${version} ${tag}`;
}

/** By major, minor and patch. */
function isNewer(version: string, other: string): boolean {
  const [one, two] = [version, other].map(numbersOf);
  const at = [0, 1, 2].find((each) => one?.[each] !== two?.[each]) ?? 0;
  return (one?.[at] ?? 0) > (two?.[at] ?? 0);
}

function numbersOf(version: string): number[] {
  return (version.split(/[-+]/)[0] ?? '').split('.').map(Number);
}
