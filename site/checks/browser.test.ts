import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { after, before, describe, it } from 'node:test';

import type { AxeResults } from 'axe-core';
import type { Page } from 'playwright-core';

import { findChromium } from './chromium.js';
import { readPages } from './html-pages.js';
import { openSite, type Site, VIEWS, visit } from './visit.js';

/** One page of each kind: those whose markup comes from the same place look alike. */
const KINDS = [
  '/',
  '/guides/crud.html',
  '/benchmarks.html',
  '/rxjs.html',
  '/lines.html',
  '/synchro-results.html',
  '/writing-a-framework.html',
  '/changelog.html',
  '/sources/examples/effect/orders.ts.html',
  '/reference/',
  '/reference/effect/',
  '/reference/effect/classes/Collection.html',
];
const AXE = createRequire(import.meta.url).resolve('axe-core');

const chromium = findChromium();
if (chromium === undefined && process.env['BROWSER'] === 'required')
  throw new Error('There is no Chromium on this machine. fix: install the package chromium, or name one in CHROMIUM');
const skip = chromium === undefined && 'there is no Chromium: install the package chromium, or name one in CHROMIUM';

describe('the site in a browser', { skip, timeout: 600_000 }, () => {
  let site: Site;
  before(async () => {
    site = await openSite(chromium ?? '');
  });
  after(() => site.close());

  for (const [name, view] of Object.entries(VIEWS)) {
    it(`is accessible in each kind of page, ${name}`, async () => {
      const { page, complaints, close } = await visit(site, view);
      for (const path of KINDS) {
        await page.goto(site.address + path, { waitUntil: 'load' });
        complaints.push(...(await violations(page)).map((each) => `${path}: ${each}`));
      }
      await close();
      assert.equal(complaints.join('\n'), '');
    });
  }

  it('opens every page without an error of the console and without a request to elsewhere, no wider than a phone', async () => {
    const { page, complaints, close } = await visit(site, VIEWS.phone);
    for (const path of readPages()
      .map((page) => page.path)
      .filter(isLookedAt)) {
      await page.goto(site.address + path, { waitUntil: 'load' });
      const { scrollWidth, clientWidth } = await page.evaluate(() => document.documentElement);
      if (scrollWidth > clientWidth) complaints.push(`${path} is ${scrollWidth} wide where ${clientWidth} are shown`);
    }
    await close();
    assert.equal(complaints.join('\n'), '');
  });

  it('shows the idiom that was chosen in all groups of tabs, and on the next page', async () => {
    const { page, complaints, close } = await visit(site, VIEWS.desktop);
    await page.goto(`${site.address}/guides/crud.html`, { waitUntil: 'load' });
    await page.locator('.vp-code-group label', { hasText: 'effect' }).nth(2).click();
    for (const path of ['/guides/crud.html', '/guides/transactions.html']) {
      await page.goto(site.address + path, { waitUntil: 'load' });
      const shown = page.locator('.vp-code-group .tabs input:checked + label');
      await page.waitForFunction(
        () => document.querySelector('.vp-code-group input:checked + label')?.textContent === 'effect',
      );
      assert.deepEqual([...new Set(await shown.allTextContents())], ['effect']);
      const code = await page.locator('.vp-code-group .blocks > .active').first().textContent();
      assert.match(code ?? '', /motorized\/effect/);
    }
    await close();
    assert.equal(complaints.join('\n'), '');
  });

  it('finds what is searched for, in guides and in the reference', async () => {
    const { page, complaints, close } = await visit(site, VIEWS.desktop);
    for (const [text, path] of [
      ['back-pressure', '/rxjs'],
      ['estimatedDocumentCount', '/reference/'],
    ] as const) {
      await page.goto(`${site.address}/`, { waitUntil: 'load' });
      await page.keyboard.press('Control+k');
      await page.locator('.VPLocalSearchBox input').fill(text);
      const found = page.locator(`.VPLocalSearchBox .result[href*="${path}"]`).first();
      await found.click();
      await page.waitForURL(`**${path}**`);
    }
    await close();
    assert.equal(complaints.join('\n'), '');
  });
});

/** Of the reference one class of each subpath stands for all, whose pages are made alike. */
function isLookedAt(path: string): boolean {
  return path !== '/404.html' && (!path.includes('/classes/') || path.endsWith('/Collection.html'));
}

/** What axe finds on the page that is open, a line for each of its rules, with one of the elements. */
async function violations(page: Page): Promise<string[]> {
  await page.addScriptTag({ path: AXE });
  const { violations } = await page.evaluate(() =>
    (globalThis as unknown as { axe: { run(): Promise<AxeResults> } }).axe.run(),
  );
  return violations.map(({ id, help, nodes }) => `${id} (${nodes.length}): ${help}: ${nodes[0]?.html.slice(0, 200)}`);
}
