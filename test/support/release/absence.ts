import { isBefore } from '../../../codegen/model/releases/release.js';
import type { Releases } from '../../../codegen/spec/releases.js';

/** Why a version of the driver lacks what these releases have: `which 6.0.0 removed`, for the end of a sentence. */
export function absence({ since, until }: Releases, version: string): string {
  if (until !== undefined && !isBefore(version, until)) return `which ${until} removed`;
  return `which ${since} added`;
}
