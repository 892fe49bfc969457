import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';

import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { serve } from 'vitepress';

import { CHROMIUM_ARGS } from './chromium.js';

/** The site on a server of its own, in a browser. */
export interface Site {
  readonly address: string;
  readonly browser: Browser;
  readonly close: () => Promise<void>;
}

export async function openSite(executablePath: string): Promise<Site> {
  const { server } = (await serve({ root: join(process.cwd(), 'site'), port: 0 })) as unknown as { server: Server };
  if (!server.listening) await new Promise((resolve) => server.once('listening', resolve));
  const { port } = server.address() as AddressInfo;
  const browser = await chromium.launch({ executablePath, args: [...CHROMIUM_ARGS] });
  return {
    address: `http://localhost:${port}`,
    browser,
    async close() {
      await browser.close();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** Sizes and colours in which pages are looked at. */
export const VIEWS = {
  desktop: { viewport: { width: 1440, height: 900 }, colorScheme: 'light' },
  dark: { viewport: { width: 1440, height: 900 }, colorScheme: 'dark' },
  phone: { viewport: { width: 390, height: 844 }, colorScheme: 'light', hasTouch: true, isMobile: true },
} as const satisfies Record<string, BrowserContextOptions>;

/** A page of the browser, and everything that went wrong in it so far. */
export interface Visit {
  readonly page: Page;
  /** Errors and warnings of the console, exceptions, answers that are errors, requests to other hosts. */
  readonly complaints: string[];
  readonly close: () => Promise<void>;
}

export async function visit(site: Site, view: BrowserContextOptions): Promise<Visit> {
  const context = await site.browser.newContext({ ...view, reducedMotion: 'reduce' });
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) complaints.push(`console: ${message.text()}`);
  });
  page.on('pageerror', (error) => complaints.push(`exception: ${error.message}`));
  page.on('request', (request) => {
    if (!request.url().startsWith(site.address) && !request.url().startsWith('data:'))
      complaints.push(`request to elsewhere: ${request.url()}`);
  });
  page.on('response', (response) => {
    if (response.status() >= 400) complaints.push(`${response.status()}: ${response.url()}`);
  });
  return { page, complaints, close: () => context.close() };
}
