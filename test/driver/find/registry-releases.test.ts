import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';

import { expect } from 'chai';

import { registryReleases, type Span } from '../../../codegen/driver/find/registry-releases.js';

const VERSIONS = ['6.9.0', '6.10.0', '7.0.0-alpha.1', '7.0.0', '7.0.0-dev.2', '7.1.0', '6.22.0'];

describe('registryReleases', () => {
  const path = process.env['PATH'];
  let folder = '';

  beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'motorized-releases-'))));
  afterEach(() => {
    process.env['PATH'] = path;
    rmSync(folder, { recursive: true, force: true });
  });

  /** Puts another `npm` before the real one on the PATH. */
  function npm(script: string): void {
    writeFileSync(join(folder, 'npm'), `#!/bin/sh\n${script}\n`);
    chmodSync(join(folder, 'npm'), 0o755);
    process.env['PATH'] = `${folder}${delimiter}${path ?? ''}`;
  }

  async function releases(span: Partial<Span> = {}): Promise<unknown> {
    return registryReleases('mongodb', { from: undefined, to: undefined, ...span }).catch((error: unknown) => error);
  }

  it('lists releases in order, without prereleases', async () => {
    npm(`echo '${JSON.stringify(VERSIONS)}'`);
    expect(await releases()).to.deep.equal(['6.9.0', '6.10.0', '6.22.0', '7.0.0', '7.1.0']);
    expect(await releases({ from: '6.10.0', to: '7.0.0' })).to.deep.equal(['6.10.0', '6.22.0', '7.0.0']);
  });

  it('names the existing releases if there are none in the range', async () => {
    npm(`echo '${JSON.stringify(VERSIONS)}'`);
    expect(await releases({ from: '8.0.0' })).to.have.property(
      'message',
      'mongodb has no release from 8.0.0; it has those from 6.9.0 to 7.1.0',
    );
  });

  it('says why they cannot be listed', async () => {
    npm('echo "npm error code ENOTFOUND" >&2; exit 1');
    expect(await releases()).to.have.property(
      'message',
      'the releases of mongodb cannot be listed: npm cannot reach its registry (ENOTFOUND)',
    );
  });
});
