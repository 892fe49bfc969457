import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { after, before, describe, it } from 'node:test';

import type { AxeResults } from 'axe-core';
import type { Page } from 'playwright-core';

import { findChromium, NO_CHROMIUM } from './chromium.js';
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
  '/architecture.html',
  '/examples/',
  '/sources/examples/effect/orders.ts.html',
  '/reference/',
  '/reference/effect/',
  '/reference/effect/classes/Collection.html',
];
/** What people type, and the page that has to be among the first three results. */
const SEARCHES = [
  ['withTransaction', '/guides/transactions'],
  ['back-pressure', '/guides/cursors'],
  ['ECONNREFUSED', '/guides/troubleshooting'],
  ['ERESOLVE', '/guides/troubleshooting'],
  ['bulkWrite', '/guides/crud'],
  ['findOne', '/guides/crud'],
  ['Jest', '/bundlers'],
  ['mock', '/guides/testing'],
  ['AbortSignal', '/guides/cancellation'],
  ['timeoutMS', '/guides/cancellation'],
  ['changeStream resume', '/guides/change-streams'],
  ['close client', '/guides/connecting'],
  ['connection string', '/guides/connecting'],
  ['duplicate key', '/guides/errors'],
  ['monitorCommands', '/guides/events'],
  ['nestjs', '/examples/nestjs/'],
  ['mongodb-legacy', '/migrating-from-mongodb-legacy'],
  ['write a framework', '/writing-a-framework'],
  ['Motor', '/writing-a-framework'],
  ['estimatedDocumentCount', '/reference/'],
] as const;
const AXE = createRequire(import.meta.url).resolve('axe-core');

const chromium = findChromium();
if (chromium === undefined && process.env['BROWSER'] === 'required') throw new Error(NO_CHROMIUM);
const skip = chromium === undefined && NO_CHROMIUM;

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

  it('draws diagrams, which say what they show and follow the theme', async () => {
    const colours = [];
    for (const view of [VIEWS.desktop, VIEWS.dark]) {
      const { page, complaints, close } = await visit(site, view);
      await page.goto(`${site.address}/architecture.html`, { waitUntil: 'load' });
      const diagram = page.getByRole('img', { name: /^The pipeline of the generator: .*synchro\// });
      const text = diagram.getByText('reconcile/', { exact: true });
      colours.push(await text.evaluate((element) => getComputedStyle(element).fill));
      assert.equal(await page.getByText('flowchart').count(), 0);
      await close();
      assert.equal(complaints.join('\n'), '');
    }
    assert.equal(new Set(colours).size, 2, colours.join());
  });

  it('finds what is searched for among the first three results', async () => {
    const { page, complaints, close } = await visit(site, VIEWS.desktop);
    await page.goto(`${site.address}/`, { waitUntil: 'load' });
    await page.keyboard.press('Control+k');
    for (const [text, path] of SEARCHES) {
      await page.locator('.VPLocalSearchBox input').fill(text);
      const first = page.locator(`.VPLocalSearchBox li:nth-child(-n+3) > .result[href^="${path}"]`).first();
      await first.waitFor({ timeout: 20_000 }).catch(() => complaints.push(`'${text}' does not find ${path}`));
    }
    assert.equal(complaints.join('\n'), '');
    await page.locator('.VPLocalSearchBox .result[href^="/reference/"]').first().click();
    await page.waitForURL('**/reference/**');
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
