import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';

import { expect } from 'chai';

import { inProject } from '../support/project-root.js';
import { COPIED } from './line-folder.js';

/** Tests that run in the folder of a line, and modules that they share with other tests. */
const RUN_THERE = /^(server|type-oracle|support|harness)[\\/].*\.js$/;

describe('the folder of a line', () => {
  it('contains every compiled module that its tests import', () => {
    const tests = inProject('build', 'test');
    const files = readdirSync(tests, { recursive: true, encoding: 'utf8' }).filter((name) => RUN_THERE.test(name));
    const imported = files.flatMap((name) => {
      const text = readFileSync(join(tests, name), 'utf8');
      const paths = Array.from(text.matchAll(/^(?:import|export) .* from '(\..*)';$/gm), ([, path = '']) => path);
      return paths.map((path) => relative(inProject(), join(tests, dirname(name), path)));
    });
    const folders = new Set(imported.map((path) => path.split(sep).slice(0, 2).join('/')));
    expect(COPIED).to.include.members([...folders].filter((folder) => folder.startsWith('build/')));
    expect([...folders]).to.include('build/codegen');
  });
});
