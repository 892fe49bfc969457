import { compareReleases, isNightly, releaseOf } from '../../model/releases/release.js';
import { readSpecFolder } from '../../spec/parse/spec-folder.js';
import { applyBounds } from '../../spec/write/apply-bounds.js';
import type { SpecFiles } from './spec-files.js';

export interface NightlyRequest {
  /** The folder of the spec, and its files. */
  readonly spec: string;
  readonly files: SpecFiles;
  /** The version that was accepted last. Undefined if there is none. */
  readonly accepted: string | undefined;
  /** The version of the driver. */
  readonly version: string;
}

/**
 * Moves ranges that begin or end with a nightly to the release that followed it. A nightly counts as the next possible release, whose
 * number nobody knows yet.
 *
 * @returns lines that say what was edited
 */
export function settleNightly({ spec, files, accepted = '', version }: NightlyRequest): string[] {
  const [from, to] = [releaseOf(accepted), releaseOf(version)];
  const isSettled = !isNightly(accepted) || isNightly(version) || compareReleases(version, accepted) <= 0;
  if (isSettled || from === undefined || to === undefined) return [];
  const move = (text: string): string | undefined => {
    const edited = applyBounds(text, from, to);
    return edited === text ? undefined : edited;
  };
  const changed = [...readSpecFolder(spec).keys()].filter((file) => files.edit(file, 0, move));
  return changed.map((file) => `${file}: what came or went with the nightly does so with ${to}, not ${from}`);
}
