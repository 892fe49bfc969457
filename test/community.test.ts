import { existsSync, readdirSync, readFileSync } from 'node:fs';

import { expect } from 'chai';
import { parse } from 'yaml';

import { frameworkFolders } from './support/consumer.js';
import { inProject } from './support/project-root.js';

interface Field {
  readonly type: string;
  readonly id?: string;
  readonly attributes: { readonly label?: string; readonly options?: readonly string[] };
  readonly validations?: { readonly required?: boolean };
}

interface Form {
  readonly name: string;
  readonly description: string;
  readonly labels: readonly string[];
  readonly body: readonly Field[];
}

interface Rule {
  readonly description: string;
  readonly matchPackageNames?: readonly string[];
  readonly matchDepTypes?: readonly string[];
  readonly enabled?: boolean;
}

const FOLDER = inProject('.github', 'ISSUE_TEMPLATE');
const CONFIG = 'config.yml';
/** The private way to report something, which every page about vulnerabilities names. */
const REPORT = 'https://github.com/motorized/motorized/security/advisories/new';

const textOf = (...path: readonly string[]): string => readFileSync(inProject(...path), 'utf8');
const forms = readdirSync(FOLDER)
  .filter((name) => name !== CONFIG)
  .map((name) => ({ name, form: parse(readFileSync(`${FOLDER}/${name}`, 'utf8')) as Form }));

describe('each form for issues', () => {
  it('has been read', () => expect(forms.map(({ name }) => name)).to.deep.equal(['bug.yml', 'missing.yml']));

  for (const { name, form } of forms) {
    it(`${name} is valid, so that GitHub shows it`, () => {
      expect(form).to.have.all.keys('name', 'description', 'labels', 'body');
      const ids = form.body.map(({ id }) => id);
      expect(ids).to.deep.equal([...new Set(ids)]);
      for (const { id, type, attributes, validations } of form.body) {
        expect(id).to.match(/^[a-z]+$/);
        expect(type).to.be.oneOf(['textarea', 'input', 'dropdown']);
        expect(attributes.label, id).to.be.a('string');
        expect(attributes.options !== undefined, id).to.equal(type === 'dropdown');
        expect(validations?.required, id).to.equal(true);
      }
    });

    it(`${name} asks for the framework, and lists the existing ones`, () => {
      const options = form.body.find(({ id }) => id === 'framework')?.attributes.options;
      expect(options).to.deep.equal([...frameworkFolders(), 'one of my own', 'none, it is the generator']);
    });

    it(`${name} asks for the version of the driver`, () => {
      expect(form.body.map(({ id }) => id)).to.include('driver');
    });
  }

  it('for bugs asks for the output of `doctor`', () => {
    expect(forms.find(({ name }) => name === 'bug.yml')?.form.body.map(({ id }) => id)).to.include('doctor');
  });

  it('sends vulnerabilities elsewhere', () => {
    const config = parse(readFileSync(`${FOLDER}/${CONFIG}`, 'utf8')) as Readonly<Record<string, unknown>>;
    expect(config['blank_issues_enabled']).to.equal(false);
    expect(JSON.stringify(config['contact_links'])).to.include(REPORT);
  });
});

describe('what the documents tell people who report something', () => {
  it('names one private way', () => {
    expect(textOf('SECURITY.md')).to.include(REPORT);
    expect(textOf('CODE_OF_CONDUCT.md')).to.include(REPORT).and.not.include('INSERT CONTACT METHOD');
  });

  it('belongs to the repository that the packages name', () => {
    for (const path of [['package.json'], ['generated', 'package.json']]) {
      const { repository } = JSON.parse(textOf(...path)) as { readonly repository: { readonly url: string } };
      expect(repository.url).to.equal('git+https://github.com/motorized/motorized.git');
    }
  });
});

describe('the rules of Renovate', () => {
  const { packageRules, ignorePaths } = JSON.parse(textOf('renovate.json')) as {
    readonly packageRules: readonly Rule[];
    readonly ignorePaths: readonly string[];
  };
  const disabled = packageRules
    .filter(({ enabled }) => enabled === false)
    .flatMap((rule) => rule.matchPackageNames ?? []);

  it('leave the driver to `motorized follow` alone', () => expect(disabled).to.include('mongodb'));

  it('pin no range of a peer dependency', () => {
    const left = packageRules.filter(({ enabled }) => enabled === false).flatMap((rule) => rule.matchDepTypes ?? []);
    expect(left).to.include.members(['peerDependencies', 'engines']);
  });

  it('have a reason each', () => {
    expect(packageRules.filter(({ description }) => description.length < 20)).to.deep.equal([]);
  });

  it('name existing packages and folders', () => {
    const { dependencies, devDependencies } = JSON.parse(textOf('package.json')) as Readonly<
      Record<string, Readonly<Record<string, string>>>
    >;
    const known = Object.keys({ ...dependencies, ...devDependencies });
    const named = packageRules.flatMap((rule) => rule.matchPackageNames ?? []).map((name) => name.replace(/^!/, ''));
    expect(named.filter((name) => !known.includes(name))).to.deep.equal([]);
    const folders = ignorePaths.filter((path) => !path.startsWith('**')).map((path) => path.replace('/**', ''));
    expect(folders.filter((folder) => !existsSync(inProject(folder)))).to.deep.equal([]);
  });
});
