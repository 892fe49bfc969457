import { existsSync } from 'node:fs';
import { join } from 'node:path';

import { satisfies, validRange } from 'semver';

import { readRegularFile } from '../../common/files/read-file.js';
import { shownPath } from '../../common/files/shown-path.js';
import { installedPackage } from '../../common/project/installed-package.js';
import { inRange, packageManager } from '../../common/project/package-manager.js';
import type { Problem } from '../../common/problem.js';
import type { FrameworkSource } from '../framework-source.js';

/** The peers of a framework that are missing where its output will be compiled, or whose version is out of range. */
export function peerProblems({ framework, placeOf }: FrameworkSource, out: string): Problem[] {
  return (framework.peers ?? []).flatMap((peer, at): Problem[] => {
    const problem = (message: string, fix: string, severity: Problem['severity'] = 'warning'): Problem[] => [
      { rule: 'framework-peer', severity, subject: framework.name, message, fix, at: placeOf(`peers.${at}`) },
    ];
    if (validRange(peer.range) === null)
      return problem(
        `the range '${peer.range}' of the peer ${peer.package} is not valid, expected one such as '^7.8.0'`,
        'write it as `peerDependencies` would',
        'error',
      );
    const folder = installedPackage(peer.package, out, existsSync);
    const found = folder && versionIn(join(folder, 'package.json'));
    const install = `run \`${packageManager(out).add} ${inRange(peer.package, peer.range)}\``;
    if (found === undefined)
      return problem(`${framework.name} needs ${peer.package}, which is not installed for ${shownPath(out)}`, install);
    if (satisfies(found, peer.range, { includePrerelease: true })) return [];
    return problem(
      `${framework.name} needs ${peer.package} ${peer.range}, but ${found} is installed for ${shownPath(out)}`,
      install,
    );
  });
}

function versionIn(manifest: string): string {
  try {
    const { version } = JSON.parse(readRegularFile(manifest).toString('utf8')) as { readonly version?: unknown };
    return typeof version === 'string' ? version : 'an unknown version';
  } catch {
    return 'an unknown version';
  }
}
