import { readdirSync, readFileSync } from 'node:fs';

import { expect } from 'chai';
import { parse } from 'yaml';

import { inProject } from './support/project-root.js';

type Rights = Readonly<Record<string, string>>;

interface Step {
  readonly run?: string;
  readonly uses?: string;
}

interface Job {
  readonly permissions?: Rights;
  readonly 'timeout-minutes'?: number;
  readonly environment?: string;
  readonly steps: readonly Step[];
}

interface Workflow {
  readonly permissions?: Rights;
  readonly jobs: Readonly<Record<string, Job>>;
}

/** The permissions of jobs beyond reading the repository. All other jobs have none. */
const RIGHTS: Readonly<Record<string, Rights>> = {
  // Pushes its branch, and updates the pull request.
  'follow.yml follow': { contents: 'write', 'pull-requests': 'write' },
  // Creates the release on GitHub. npm trusts the identity of the workflow.
  'release.yml publish': { contents: 'write', 'id-token': 'write' },
};

const FOLDER = inProject('.github', 'workflows');
const workflows = readdirSync(FOLDER).map((name) => ({
  name,
  workflow: parse(readFileSync(`${FOLDER}/${name}`, 'utf8')) as Workflow,
}));
const jobs = workflows.flatMap(({ name, workflow }) =>
  Object.entries(workflow.jobs).map(([id, job]) => ({ id: `${name} ${id}`, job, workflow })),
);
const makefile = readFileSync(inProject('Makefile'), 'utf8');
const targets = new Set([...makefile.matchAll(/^([a-z-]+):/gm)].map(([, target]) => target));

/** `make target`, followed by variables whose values are quoted, so that a shell cannot run anything else. */
const COMMAND = /^make (?<target>[a-z-]+)(?: [A-Z_]+=(?:"[^"`]*"|'[^']*'|[\w./-]+))*$/;

describe('each workflow', () => {
  it('is checked', () => {
    expect(workflows.map(({ name }) => name)).to.include.members(['ci.yml', 'release.yml', 'follow.yml']);
    expect(targets.size).to.be.greaterThan(30);
  });

  it('only runs targets of the Makefile', () => {
    const runs = jobs.flatMap(({ id, job }) => job.steps.flatMap(({ run }) => (run === undefined ? [] : { id, run })));
    expect(runs.length).to.be.greaterThan(10);
    const others = runs.filter(({ run }) => !targets.has(COMMAND.exec(run)?.groups?.['target'] ?? ''));
    expect(others).to.deep.equal([]);
  });

  it('may at most read the repository, and its jobs have no more permissions than they need', () => {
    for (const { name, workflow } of workflows) {
      const rights = Object.entries(workflow.permissions ?? { everything: 'by default' });
      expect(
        rights.filter(([right, how]) => right !== 'contents' || how !== 'read'),
        name,
      ).to.deep.equal([]);
    }
    for (const { id, job } of jobs) {
      const more = Object.entries(job.permissions ?? {}).filter(([, how]) => how !== 'read');
      expect(Object.fromEntries(more), id).to.deep.equal(RIGHTS[id] ?? {});
    }
    expect(jobs.map(({ id }) => id)).to.include.members(Object.keys(RIGHTS));
  });

  it('has jobs with a time limit', () => {
    expect(jobs.filter(({ job }) => job['timeout-minutes'] === undefined).map(({ id }) => id)).to.deep.equal([]);
  });

  it('runs no code of others in a job with a token of the registry', () => {
    const trusted = jobs.filter(({ job }) => job.permissions?.['id-token'] !== undefined);
    expect(trusted.map(({ id }) => id)).to.deep.equal(['release.yml publish']);
    for (const { job } of trusted) {
      expect(job.environment).to.equal('npm');
      // Neither target builds anything first; see the Makefile.
      expect(job.steps.flatMap(({ run }) => run ?? [])).to.deep.equal(['make publish', 'make announce']);
      expect(makefile)
        .to.match(/^publish: ##/m)
        .and.match(/^announce: ##/m);
    }
  });
});
