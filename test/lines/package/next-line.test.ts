import { expect } from 'chai';

import type { OpenedDriver } from '../../../codegen/driver/find/open-driver.js';
import { type NextLine, nextLine } from '../../../codegen/lines/package/next-line.js';
import { compareReleases, isBefore } from '../../../codegen/model/releases/release.js';
import { loadSpec } from '../../../codegen/spec/load-spec.js';
import type { PublishedLine } from '../../../codegen/spec/published-lines.js';
import { inProject } from '../../support/project-root.js';

describe('the line of a newer release', () => {
  const { spec } = loadSpec(inProject('spec'));

  /** The line after the newest one, with these releases on the registry. The package does not compile with `unfit`. */
  async function next(
    newest: PublishedLine,
    version: string,
    { there, unfit = [] }: { readonly there: readonly string[]; readonly unfit?: readonly string[] },
  ): Promise<NextLine & { readonly compiled: readonly string[] }> {
    const compiled: string[] = [];
    const ground = {
      spec,
      open: async (release: string) => driver(release),
      errors: async (_: OpenedDriver, beside: OpenedDriver) => {
        compiled.push(beside.version);
        return unfit.includes(beside.version) ? ['TS2339'] : [];
      },
      releases: async (from: string, to: string) =>
        [...there, version].filter((each) => !isBefore(each, from) && !isBefore(to, each)).toSorted(compareReleases),
    };
    return { ...(await nextLine(ground, newest, driver(version))), compiled };
  }

  it('keeps the range of the previous one if its package compiles with the ends of that range', async () => {
    const there = ['7.7.0', '7.8.0', '7.8.1', '7.9.0', '7.9.1'];
    const { change, compiled } = await next(line('7.9.0', '7.8.0', '8.0.0'), '7.10.0', { there });
    expect(change?.newest).to.deep.equal({ version: '7.10.0', from: '7.10.0', since: '7.8.0', until: '8.0.0' });
    expect([change?.ended, compiled]).to.deep.equal([undefined, ['7.8.0', '7.9.1']]);
  });

  it('begins with the release if it does not, and ends the previous one there', async () => {
    const there = ['7.8.0', '7.9.0'];
    const { change } = await next(line('7.9.0', '7.8.0', '8.0.0'), '7.10.0', { there, unfit: there });
    expect(change?.newest).to.include({ since: '7.10.0', until: '8.0.0' });
    expect(change?.ended).to.equal('7.10.0');
  });

  it('begins with the release if that lacks something of earlier ones', async () => {
    const { change } = await next(line('5.9.0', '5.7.0', '5.9.2'), '5.9.2', { there: ['5.9.0'] });
    expect(change?.newest).to.include({ version: '5.9.1', since: '5.7.0' });
    const gone = await next(line('6.22.0', '6.22.0', '7.0.0'), '7.0.0', { there: ['6.22.0'] });
    expect(gone.change?.newest).to.deep.equal({ version: '7.0.0', from: '7.0.0', since: '7.0.0', until: '8.0.0' });
    expect([gone.change?.ended, gone.compiled]).to.deep.equal(['7.0.0', []]);
  });

  it('has the next patch version of its package, whatever the patch version of the release', async () => {
    const patched = { ...line('7.9.1', '7.8.0', '8.0.0'), version: '7.9.4' };
    const { change } = await next(patched, '7.9.3', { there: ['7.8.0', '7.9.1'] });
    expect(change?.newest).to.include({ version: '7.9.5', from: '7.9.3' });
  });

  it('is up to date if it is generated from the release or a later one', async () => {
    for (const version of ['7.9.0', '7.8.2'])
      expect(await next(line('7.9.0', '7.8.0', '8.0.0'), version, { there: [] })).to.deep.include({
        change: undefined,
        problem: undefined,
      });
  });

  it('is a problem if it cannot be measured, or not with the ends alone', async () => {
    const newest = line('7.9.0', '7.8.0', '8.0.0');
    const there = ['7.8.0', '7.9.0'];
    const broken = await next(newest, '7.10.0', { there, unfit: [...there, '7.10.0'] });
    expect(broken.problem?.message).to.include('does not compile with 7.10.0 itself');
    const skipped = await next(newest, '7.11.0', { there: [...there, '7.10.0'], unfit: [...there, '7.10.0'] });
    expect(skipped.problem).to.include({ rule: 'line-unmeasured' });
    expect(skipped.problem?.message).to.include('7.10.0 has never been followed');
    const part = await next(newest, '7.10.0', { there, unfit: ['7.8.0'] });
    expect(part.problem?.message).to.equal(
      'a package from 7.10.0 compiles with 7.9.0, but does not fit every release from 7.8.0 on',
    );
    expect(part.problem?.fix).to.include('motorized lines --from 7.8.0 --to 7.10.0 --only package');
  });
});

function driver(version: string): OpenedDriver {
  return { text: '', package: 'mongodb', version, file: 'mongodb.d.ts', folder: version, dependencies: new Map() };
}

function line(from: string, since: string, until: string): PublishedLine {
  return { version: from, from, releases: { since, until }, place: { file: 'lines.yaml', line: 1, column: 1 } };
}
