import { readFileSync } from 'node:fs';

import { expect } from 'chai';

import { inProject } from '../support/project-root.js';
import { needsNewestLine } from '../support/release/needs.js';
import { type Answer, Service } from '../support/service.js';
import { currentServer } from './current-server.js';
import { Databases } from './scene/examples.js';

const EXAMPLE = inProject('examples', 'legacy-service');
const DATABASE = 'motorized_example_links';

/** The requests to both services, in order. */
const REQUESTS: readonly (readonly [method: string, path: string, body?: unknown])[] = [
  ['POST', '/links', { code: 'tea', url: 'https://example.org/tea' }],
  ['POST', '/links', { code: 'milk', url: 'https://example.org/milk' }],
  ['POST', '/links', { code: 'tea', url: 'https://example.org/other' }],
  ['POST', '/links', { code: 1 }],
  ['GET', '/milk'],
  ['GET', '/milk'],
  ['GET', '/nothing'],
  ['GET', '/links'],
  ['GET', '/links/tea'],
  ['GET', '/links/nothing'],
  ['DELETE', '/links/milk'],
  ['DELETE', '/links/milk'],
  ['GET', '/links'],
  ['PUT', '/links'],
];

const ANSWERS: readonly Answer[] = [
  [201, { _id: 'tea', url: 'https://example.org/tea', followed: 0 }],
  [201, { _id: 'milk', url: 'https://example.org/milk', followed: 0 }],
  [409, { error: 'there is a link tea already' }],
  [400, { error: 'code and url are texts' }],
  [302, { _id: 'milk', url: 'https://example.org/milk', followed: 1 }],
  [302, { _id: 'milk', url: 'https://example.org/milk', followed: 2 }],
  [404, undefined],
  [
    200,
    [
      { _id: 'milk', url: 'https://example.org/milk', followed: 2 },
      { _id: 'tea', url: 'https://example.org/tea', followed: 0 },
    ],
  ],
  [200, { _id: 'tea', url: 'https://example.org/tea', followed: 0 }],
  [404, undefined],
  [200, { _id: 'milk', url: 'https://example.org/milk', followed: 2 }],
  [404, undefined],
  [200, [{ _id: 'tea', url: 'https://example.org/tea', followed: 0 }]],
  [404, undefined],
];

describe('examples/legacy-service', function () {
  needsNewestLine(this);
  this.timeout(60_000);
  const databases = Databases.droppedForEach(DATABASE);

  for (const [when, on] of [
    ['before', 'mongodb-legacy'],
    ['after', 'motorized/callback'],
  ] as const) {
    it(`answers on ${on}, and stops when it is asked to`, async () => {
      const text = readFileSync(`${EXAMPLE}/${when}/links.js`, 'utf8');
      expect(text).to.include(`require('${on}')`);
      const env = { MONGODB_URI: currentServer().uri };
      const service = new Service({ args: ['server.js'], folder: `${EXAMPLE}/${when}`, env });
      try {
        const answers: Answer[] = [];
        for (const request of REQUESTS) answers.push(await service.request(...request));
        expect(answers).to.deep.equal(ANSWERS);
        const archived = await databases.admin.db(DATABASE).collection<{ _id: string }>('archived').find().toArray();
        expect(archived.map(({ _id }) => _id)).to.deep.equal(['milk']);
        expect(await service.stop('SIGTERM'), service.stderr).to.equal(0);
        expect(service.output).to.match(/\nclosed\n$/);
      } finally {
        await service.stop('SIGKILL');
      }
    });
  }

  it('only differs in its import and its transaction', () => {
    const read = (when: string, name: string): string => readFileSync(`${EXAMPLE}/${when}/${name}`, 'utf8');
    const withoutTransaction = (text: string): string => text.replace(/^ {8}archive\([^]*?^ {8}\},\n/m, '');
    const [before, after] = [read('before', 'links.js'), read('after', 'links.js')];
    expect(before).to.not.equal(withoutTransaction(before));
    expect(withoutTransaction(after)).to.equal(
      withoutTransaction(before).replace('mongodb-legacy', 'motorized/callback'),
    );
    expect(read('after', 'server.js')).to.equal(read('before', 'server.js'));
  });
});
