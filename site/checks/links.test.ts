import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';

import { HTML, readPages, targetOf } from './html-pages.js';

describe('the links of the site', () => {
  const pages = readPages();
  const byPath = new Map(pages.map((page) => [page.path, page]));
  const links = pages.flatMap((page) =>
    [...new Set(page.links)].flatMap((link) => {
      const target = targetOf(page, link);
      return target === undefined ? [] : [{ from: page.path, link, ...target }];
    }),
  );

  it('are there', () => {
    assert.ok(pages.length > 100, `${pages.length} pages`);
    assert.ok(links.length > 1000, `${links.length} links`);
  });

  it('lead to files of the site', () => {
    const broken = links.filter(({ file }) => !byPath.has(file) && !existsSync(join(HTML, file)));
    assert.deepEqual(
      broken.map(({ from, link }) => `${from}: ${link}`),
      [],
    );
  });

  it('lead to anchors that their pages have', () => {
    const broken = links.filter(({ file, anchor }) => anchor !== '' && byPath.get(file)?.ids.has(anchor) === false);
    assert.deepEqual(
      broken.map(({ from, link }) => `${from}: ${link}`),
      [],
    );
  });
});
